using System.Threading.RateLimiting;

namespace Tessera.Server.Http;

/// <summary>One token bucket per tenant for POSTs, so that one caller cannot take the shard from the others.</summary>
internal sealed class Quotas(RequestDelegate next, TesseraHostOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        tenant => RateLimitPartition.GetTokenBucketLimiter(tenant, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.PostsPerSecondPerTenant * 2,
            TokensPerPeriod = Math.Max(1, options.PostsPerSecondPerTenant / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            QueueLimit = 0,
            AutoReplenishment = true,
        }));

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return next(context);
        }

        bool isWithin;
        using (var lease = limiter.AttemptAcquire(Gate.CallerOf(context).Tenant))
        {
            isWithin = lease.IsAcquired;
        }

        return isWithin ? next(context) : ProblemWriter.WriteAsync(context, ProblemKinds.RateLimited);
    }

    public void Dispose() => limiter.Dispose();
}
