using System.Globalization;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.Api.Register;
using Tessera.Server.World;

namespace Tessera.Server.Api.Scheme;

/// <summary>What the scheme moves between members: tables in versions, each from a business date on.</summary>
public sealed class FeeHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<FeeTableBody>> SetAsync(PostCall<FeeTableBody> call, CancellationToken cancel)
    {
        if (!call.Body.TryToCore(out var fees, out var problem))
        {
            return problem;
        }

        var answer = await world.Commands.RunAsync<Reply.Done, FeeTableBody>(
            new DirectoryCommand.SetFees(fees, call.Caller.By), call.Key, _ => call.Body);
        await world.Directory.RefreshAsync();
        return answer;
    }

    /// <summary>The table in force today.</summary>
    public ValueTask<Answer<FeeTableBody>> GetAsync(GetCall call, CancellationToken cancel)
        => new(FeeTableBody.Of(world.Directory.Current.FeesOn(
            DateOnly.FromDateTime(world.Time.GetUtcNow().UtcDateTime))));

    public ValueTask<Answer<Page<FeeTableBody>>> ListAsync(PageCall call, CancellationToken cancel)
        => new(DirectoryPage.Of(
            call, world.Directory.Current.FeeVersions, FeeTableBody.Of,
            fees => fees.Version.ToString("D10", CultureInfo.InvariantCulture)));
}
