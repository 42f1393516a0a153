namespace Tessera.Server.Problems;

/// <summary>The problems that HTTP itself can cause. Refusals of Core have their own table.</summary>
public static class ProblemKinds
{
    public static readonly ProblemKind Unauthenticated = new(
        "unauthenticated", 401, "No valid API key was given", "Send the key as 'Authorization: Bearer sk_test_…'.");

    public static readonly ProblemKind Forbidden = new(
        "forbidden", 403, "The key's role may not use this route", "Use a key of a role that may.");

    public static readonly ProblemKind NotFound = new(
        "not_found", 404, "No such resource", "Check the id; objects of other owners are not shown.");

    public static readonly ProblemKind MethodNotAllowed = new(
        "method_not_allowed", 405, "The resource does not know this method", "See /reference for its methods.");

    public static readonly ProblemKind BodyTooLarge = new(
        "body_too_large", 413, "The request body is too large", "A body holds at most 64 KiB.");

    public static readonly ProblemKind UnsupportedMediaType = new(
        "unsupported_media_type", 415, "The body must be application/json", "Set Content-Type: application/json.");

    public static readonly ProblemKind RateLimited = new(
        "rate_limited", 429, "Too many requests", "Wait as long as Retry-After says, then repeat with the same key.");

    public static readonly ProblemKind RevealQuota = new(
        "reveal_quota", 429, "Too many card numbers were given out within the hour",
        "Ask again in an hour; tell the operator.") { RetryAfterSeconds = 3600 };

    public static readonly ProblemKind Internal = new(
        "internal_error", 500, "The server failed", "Repeat with the same Idempotency-Key; it is safe.");

    public static readonly ProblemKind Busy = new(
        "busy", 503, "The server is busy", "Repeat with the same Idempotency-Key after Retry-After.");

    public static readonly ProblemKind OutcomeUnknown = new(
        "outcome_unknown", 503, "The outcome is not known yet", "Repeat with the same Idempotency-Key to learn it.");

    public static readonly ProblemKind Stopping = new(
        "server_stopping", 503, "The server is stopping", "Repeat with the same Idempotency-Key when it is back.");

    public static readonly ProblemKind IdempotencyKeyMissing = new(
        "idempotency_key_missing", 400, "The Idempotency-Key header is missing", "Every POST needs one.");

    public static readonly ProblemKind IdempotencyKeyInvalid = new(
        "idempotency_key_invalid", 400, "The Idempotency-Key header is not valid",
        "Send one header of 1 to 255 visible ASCII characters, bare or as a quoted string.");

    public static readonly ProblemKind IdempotencyKeyInFlight = new(
        "idempotency_key_in_flight", 409, "A request with this key is still running", "Repeat in a moment.");

    public static readonly ProblemKind IdempotencyKeyReused = new(
        "idempotency_key_reused", 422, "This key was used with another body",
        "Use a new key for a new request; repeat the same body under the same key.");

    public static readonly ProblemKind JsonMalformed = new(
        "json_malformed", 400, "The body is not valid JSON", "The detail names the byte where reading stopped.");

    public static readonly ProblemKind JsonTooDeep = new(
        "json_too_deep", 400, "The body is nested too deeply", "At most 32 levels are read.");

    public static readonly ProblemKind MemberUnknown = new(
        "member_unknown", 400, "The body has a member that this route does not know", "Remove it.");

    public static readonly ProblemKind MemberWrongCase = new(
        "member_wrong_case", 400, "A member's name is spelled in another case", "Names are snake_case, exactly.");

    public static readonly ProblemKind MemberDuplicate = new(
        "member_duplicate", 400, "A member appears twice", "Send each member once.");

    public static readonly ProblemKind MemberMissing = new(
        "member_missing", 400, "A required member is missing", "Add it.");

    public static readonly ProblemKind MemberNull = new(
        "member_null", 400, "A member may not be null", "Send a value, or leave the member out if it is optional.");

    public static readonly ProblemKind MemberWrongType = new(
        "member_wrong_type", 400, "A member has another JSON type than expected", "See /reference for the type.");

    public static readonly ProblemKind MemberInvalid = new(
        "member_invalid", 400, "A member's value is not valid", "See /reference for what is allowed.");

    public static readonly ProblemKind AmountZero = new(
        "amount_zero", 400, "The amount is zero", "Amounts are above zero, in minor units.");

    public static readonly ProblemKind AmountNegative = new(
        "amount_negative", 400, "The amount is negative", "Amounts are above zero, in minor units.");

    public static readonly ProblemKind AmountOverflow = new(
        "amount_overflow", 400, "The amount is too large", "At most 999999999999 minor units, twelve digits.");

    public static readonly ProblemKind AmountNotInteger = new(
        "amount_not_integer", 400, "The amount is not a whole number of minor units",
        "12.34 USD is 1234; 500 JPY is 500. Fractions and exponents are refused.");

    public static readonly ProblemKind CurrencyUnknown = new(
        "currency_unknown", 400, "The currency is unknown", "Use the three capital letters of ISO 4217.");

    public static readonly ProblemKind CurrencyExponentWrong = new(
        "currency_exponent_wrong", 400, "The stated exponent is not that of the currency",
        "Leave currency_exponent out, or send the one of ISO 4217.");

    public static readonly ProblemKind QueryInvalid = new(
        "query_invalid", 400, "A query parameter is not valid", "limit is 1 to 100; starting_after is an object id.");

    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        Unauthenticated, Forbidden, NotFound, MethodNotAllowed, BodyTooLarge, UnsupportedMediaType, RateLimited,
        Internal, Busy, OutcomeUnknown, Stopping, IdempotencyKeyMissing, IdempotencyKeyInvalid,
        IdempotencyKeyInFlight, IdempotencyKeyReused, JsonMalformed, JsonTooDeep, MemberUnknown, MemberWrongCase,
        MemberDuplicate, MemberMissing, MemberNull, MemberWrongType, MemberInvalid, AmountZero, AmountNegative,
        AmountOverflow, AmountNotInteger, CurrencyUnknown, CurrencyExponentWrong, QueryInvalid,
    ];
}
