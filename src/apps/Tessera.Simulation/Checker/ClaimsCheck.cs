using System.Globalization;
using Tessera.Core.Payments;
using Tessera.Simulation.Checker.Books;

namespace Tessera.Simulation.Checker;

/// <summary>C2: what clients were told is in the journal, and what they were refused is not. C3: the same question had
/// the same answer, byte by byte.</summary>
internal static class ClaimsCheck
{
    public static void Run(
        IReadOnlyList<ClientClaim> claims, IReadOnlyDictionary<string, NodeModel> nodes, Findings findings)
    {
        foreach (var same in claims.GroupBy(claim => (claim.Node, claim.Kind, claim.Key)))
        {
            if (same.Select(claim => claim.AnswerHash).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                findings.Add("C3", same.Key.Node, 0, $"{same.Key.Kind} {same.Key.Key} had two answers");
            }
        }

        foreach (var node in claims.GroupBy(claim => claim.Node, StringComparer.Ordinal))
        {
            if (nodes.TryGetValue(node.Key, out var model))
            {
                new Side(model, findings).Check([.. node]);
            }
        }
    }

    private sealed class Side(NodeModel model, Findings findings)
    {
        private readonly ILookup<string, PaymentLife> byReference =
            model.Payments.All.ToLookup(life => life.Reference, StringComparer.Ordinal);

        public void Check(IReadOnlyList<ClientClaim> claims)
        {
            foreach (var claim in claims)
            {
                switch (claim.Kind)
                {
                    case "authorise":
                        Authorise(claim);
                        break;
                    case "reverse":
                        Reverse(claim);
                        break;
                    case "command":
                        Command(claim);
                        break;
                }
            }

            Presentments(claims);
        }

        private static string ReferenceOf(ClientClaim claim) => claim.Key.Split(' ')[1];

        private void Authorise(ClientClaim claim)
        {
            var found = byReference[ReferenceOf(claim)].Where(life => life.First.AuthorisedMinor > 0).ToArray();
            if (claim.Outcome == "approved")
            {
                if (!found.Any(life => life.WasApproved && life.First.AuthorisedMinor == claim.AmountMinor
                    && life.Approval == claim.Approval))
                {
                    Break($"the approval of {claim.Key} over {claim.AmountMinor} is not in the journal");
                }
            }
            else if (found.Any(life => life.WasApproved))
            {
                Break($"{claim.Key} was declined, and is approved in the journal");
            }
        }

        private void Reverse(ClientClaim claim)
        {
            var found = byReference[ReferenceOf(claim)].Where(life => life.First.AuthorisedMinor > 0).ToArray();
            if (claim.Outcome == "done"
                && found.Any(life => life.HeldMinor > 0 || life.State == PaymentState.Requested))
            {
                Break($"{claim.Key} was reversed, and still holds money");
            }

            if (claim.Outcome == "unknown" && found.Any(life => life.WasApproved))
            {
                Break($"{claim.Key} was unknown when it was reversed, and was approved");
            }
        }

        private void Command(ClientClaim claim)
        {
            var hash = model.Answers.HashOf(UInt128.Parse(claim.Key, NumberStyles.HexNumber, null));
            if (claim.Outcome == "refused" && hash is not null)
            {
                Break($"command {claim.Key} was refused, and decided in the journal");
            }
            else if (claim.Outcome == "done" && hash is null)
            {
                Break($"command {claim.Key} was answered, and is not in the journal");
            }
            else if (claim.Outcome == "done" && hash != claim.AnswerHash)
            {
                findings.Add("C3", model.Node, 0, $"command {claim.Key} was answered otherwise than journaled");
            }
        }

        /// <summary>As often as clients were told it, or oftener: some were told nothing.</summary>
        private void Presentments(IReadOnlyList<ClientClaim> claims)
        {
            var made = model.Payments.Acts.CountBy(act => act).ToDictionary();
            var told = claims.Where(claim => claim is { Kind: "present" or "refund", Outcome: "done" })
                .DistinctBy(claim => (claim.Kind, claim.Key))
                .CountBy(claim => (claim.Kind, claim.Key.Split(' ')[1], claim.AmountMinor));
            foreach (var (act, count) in told)
            {
                if (made.GetValueOrDefault(act) < count)
                {
                    Break($"{act.Kind} of {act.AmountMinor} for {act.Item2} was taken, and is not in the journal");
                }
            }
        }

        private void Break(string text) => findings.Add("C2", model.Node, 0, text);
    }
}
