namespace Tessera.Client.Disputes;

/// <summary><c>accepted</c>: the amount stands; <c>collected</c>: the cardholder paid.</summary>
public sealed record CloseCase(string Outcome);
