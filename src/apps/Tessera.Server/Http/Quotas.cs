using System.Threading.RateLimiting;

namespace Tessera.Server.Http;

/// <summary>Two token buckets per tenant, for POSTs and for reads, so that one caller cannot take the shard from the
/// others.</summary>
internal sealed class Quotas(RequestDelegate next, TesseraHostOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<(string Tenant, bool IsPost)> limiter =
        PartitionedRateLimiter.Create<(string Tenant, bool IsPost), (string Tenant, bool IsPost)>(
            key => RateLimitPartition.GetTokenBucketLimiter(
                key, _ => Bucket(key.IsPost ? options.PostsPerSecondPerTenant : options.ReadsPerSecondPerTenant)));

    public Task InvokeAsync(HttpContext context)
    {
        // The public pages have no caller.
        if (Gate.CallerOf(context) is not { } caller)
        {
            return next(context);
        }

        bool isWithin;
        using (var lease = limiter.AttemptAcquire((caller.Tenant, HttpMethods.IsPost(context.Request.Method))))
        {
            isWithin = lease.IsAcquired;
        }

        return isWithin ? next(context) : ProblemWriter.WriteAsync(context, ProblemKinds.RateLimited);
    }

    public void Dispose() => limiter.Dispose();

    private static TokenBucketRateLimiterOptions Bucket(int perSecond) => new()
    {
        TokenLimit = perSecond * 2,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
        AutoReplenishment = true,
    };
}
