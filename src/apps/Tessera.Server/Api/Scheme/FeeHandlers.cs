using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Scheme;

/// <summary>What the scheme moves between members.</summary>
public sealed class FeeHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<FeeTableBody>> SetAsync(PostCall<FeeTableBody> call, CancellationToken cancel)
    {
        var answer = await world.Commands.RunAsync<Reply.Done, FeeTableBody>(
            new DirectoryCommand.SetFees(call.Body.ToCore(), call.Caller.By), call.Key, _ => call.Body);
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<FeeTableBody>> GetAsync(GetCall call, CancellationToken cancel)
        => new(FeeTableBody.Of(world.Directory.Current.Fees));
}
