namespace Tessera.Core;

// One refusal in every outside language. De39 is the ISO 8583 response code, TerminalText what a till shows (at most 16
// characters), Code the problem code of the API.
public sealed record RefusalRow(
    Refusal Refusal, string Code, string De39, int HttpStatus, RefusalAdvice Advice, string TerminalText, string Title);
