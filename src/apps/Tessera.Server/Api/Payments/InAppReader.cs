using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Emv.InApp;
using Tessera.Primitives;
using Tessera.Server.Acceptance;

namespace Tessera.Server.Api.Payments;

/// <summary>Turns a payment in an app into the tap that it stands for: the merchant is the caller's, the amount the
/// message's, and the cryptogram must fit both.</summary>
internal static class InAppReader
{
    private static readonly Timestamp Epoch = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);

    public static bool TryRead(InAppBody body, TapMessage tap, PaymentTerminal terminal, out TapMessage read,
        out Problem problem)
    {
        read = tap;
        problem = null!;
        if (body.Order.Length is 0 or > InAppOrder.LongestOrder || body.Order.Any(char.IsControl))
        {
            problem = new Problem(
                ProblemKinds.MemberInvalid, "An order has a name of 1 to 64 characters.", "$.in_app.order");
            return false;
        }

        if (!Hex.TryRead(body.Cryptogram.Reveal(), out var bytes, out var error)
            || !InAppCryptogram.TryRead(bytes, out var cryptogram, out error))
        {
            problem = new Problem(ProblemKinds.MemberInvalid, $"In-app cryptogram: {error}.", "$.in_app.cryptogram");
            return false;
        }

        var order = new InAppOrder(terminal.Merchant.ToString(), body.Order, tap.Amount);
        read = tap with
        {
            EntryMode = EntryMode.InApp,
            MadeAt = Epoch.Plus(TimeSpan.FromSeconds(cryptogram!.UnixSeconds)),
            Emv = cryptogram.ToField55(order),
        };
        return true;
    }
}
