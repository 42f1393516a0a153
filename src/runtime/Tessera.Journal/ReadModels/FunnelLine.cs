using Tessera.Core.Activation;

namespace Tessera.Journal.ReadModels;

/// <summary>How many requests reached a step (see <see cref="ActivationStep"/>) on a path.</summary>
public sealed record FunnelLine(ushort IssuerBook, ulong Requestor, ActivationPath Path, string Step, long Count);
