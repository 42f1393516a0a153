using static Tessera.Core.Directory.ApiKeyRole;
using ApiKeyRole = Tessera.Core.Directory.ApiKeyRole;

namespace Tessera.Server.Http;

/// <summary>The one table of routes and roles. What has no row is refused: a test walks every mapped endpoint.
/// What an allowed caller then sees is narrowed to its own objects by the handlers.</summary>
public static class RouteTable
{
    public static IReadOnlyList<RouteRow> Rows { get; } =
    [
        Public("/"), Public("/status"), Public("/assets/{name}"), Public("/health/live"), Public("/health/ready"),
        Public("/metrics"), Public("/openapi/{documentName}.json"), Public("/reference/{documentName?}"),
        Public("/reference/scalar.js"), Public("/reference/scalar.aspnetcore.js"),
        Public("/reference/favicon.svg"), Public("/docs/problems"), Public("/docs/problems/{code}"),
        Public("/docs/terms/{version}"),

        Get("/v1/cards", Operator, Auditor, Issuer), Get("/v1/cards/{id}", Operator, Auditor, Issuer),
        Post("/v1/cards/{id}/block", Operator, Issuer), Post("/v1/cards/{id}/unblock", Operator, Issuer),
        Post("/v1/cards/{id}/erase_holder", Operator, Issuer), Post("/v1/devices/{id}/erase_owner", Operator, Wallet),
        Post("/v1/cards/{id}/close", Operator, Issuer), Get("/v1/cards/{id}/personalisation", Issuer),
        Post("/v1/cards/{id}/reissue", Operator, Issuer),
        Post("/v1/cards", Operator, Issuer), Post("/v1/accounts", Operator, Issuer),
        Get("/v1/accounts/{id}", Operator, Auditor, Issuer), Post("/v1/accounts/{id}/close", Operator, Issuer),
        Post("/v1/accounts/{id}/deposits", Operator, Issuer), Post("/v1/account_transfers", Operator, Issuer),

        Get("/v1/provisionings", Operator, Auditor, Issuer, Wallet),
        Get("/v1/provisionings/{id}", Operator, Auditor, Issuer, Wallet),
        Get("/v1/provisionings/{id}/credentials", Wallet),
        Post("/v1/provisionings", Operator, Wallet),
        Post("/v1/provisionings/{id}/accept_terms", Operator, Wallet),
        Post("/v1/provisionings/{id}/link", Operator, Wallet),
        Post("/v1/provisionings/{id}/confirm_identity", Operator, Issuer),
        Post("/v1/provisionings/{id}/confirm_by_app", Issuer),
        Post("/v1/provisionings/{id}/refuse_identity", Operator, Issuer),
        Post("/v1/provisionings/{id}/send_code", Operator, Wallet),
        Post("/v1/provisionings/{id}/submit_code", Operator, Wallet),
        Post("/v1/provisionings/{id}/confirm", Operator, Wallet),

        Get("/v1/tokens", Operator, Auditor, Issuer, Wallet), Get("/v1/tokens/{id}", Operator, Auditor, Issuer, Wallet),
        Post("/v1/tokens/{id}/suspend", Operator, Issuer, Wallet),
        Post("/v1/tokens/{id}/resume", Operator, Issuer, Wallet),
        Post("/v1/tokens/{id}/delete", Operator, Issuer, Wallet),
        Get("/v1/tokens/{id}/credentials", Wallet), Post("/v1/tokens/{id}/credentials", Wallet),
        Post("/v1/devices", Operator, Wallet),
        Get("/v1/devices/{id}", Operator, Auditor, Issuer, Wallet),
        Post("/v1/devices/{id}/report_lost", Operator, Wallet),
        Post("/v1/devices/{id}/report_found", Operator, Wallet),

        Get("/v1/accounts/{id}/controls", Operator, Auditor, Issuer),
        Post("/v1/accounts/{id}/controls", Operator, Issuer),
        Get("/v1/tokens/{id}/controls", Operator, Auditor, Issuer, Wallet),
        Post("/v1/tokens/{id}/controls", Operator, Issuer, Wallet),
        Get("/v1/step_ups", Operator, Auditor, Issuer), Get("/v1/step_ups/{id}", Operator, Auditor, Issuer),
        Post("/v1/step_ups/{id}/confirm", Operator, Issuer), Post("/v1/step_ups/{id}/refuse", Operator, Issuer),

        Get("/v1/participants", Operator, Auditor), Post("/v1/participants", Operator),
        Get("/v1/token_requestors", Operator, Auditor), Post("/v1/token_requestors", Operator),
        Get("/v1/account_ranges", Operator, Auditor), Post("/v1/account_ranges", Operator),
        Post("/v1/account_ranges/{id}/change", Operator),
        Get("/v1/fees", Operator, Auditor), Post("/v1/fees", Operator),
        Get("/v1/fees/versions", Operator, Auditor, Issuer, Acquirer),
        Get("/v1/policies/payment", Operator, Auditor), Post("/v1/policies/payment", Operator),
        Get("/v1/policies/activation", Operator, Auditor), Post("/v1/policies/activation", Operator),
        Get("/v1/policies/chargeback", Operator, Auditor, Issuer, Acquirer), Post("/v1/policies/chargeback", Operator),
        Get("/v1/merchants", Operator, Auditor, Acquirer, Merchant),
        Get("/v1/merchants/{id}", Operator, Auditor, Acquirer, Merchant),
        Post("/v1/merchants", Operator, Acquirer),
        Post("/v1/merchants/{id}/acceptance", Operator, Acquirer, Merchant),
        Post("/v1/merchants/{id}/terms", Operator, Acquirer),
        Get("/v1/terminals", Operator, Auditor, Acquirer, Merchant),
        Get("/v1/terminals/{id}", Operator, Auditor, Acquirer, Merchant),
        Post("/v1/terminals", Operator, Acquirer, Merchant),

        Get("/v1/payments", Operator, Auditor, Acquirer, Merchant, Issuer),
        Get("/v1/payments/{id}", Operator, Auditor, Acquirer, Merchant, Issuer),
        Post("/v1/payments", Operator, Acquirer, Merchant),
        Post("/v1/payments/{id}/captures", Operator, Acquirer, Merchant),
        Post("/v1/payments/{id}/refunds", Operator, Acquirer, Merchant),
        Post("/v1/payments/{id}/void", Operator, Acquirer, Merchant),
        Post("/v1/refused_attempts", Operator, Acquirer, Merchant),

        Get("/v1/settlements", Operator, Auditor, Acquirer, Issuer),
        Get("/v1/settlements/{id}", Operator, Auditor, Acquirer, Issuer),
        Post("/v1/settlements", Operator), Post("/v1/settlements/{id}/settle", Operator),
        Post("/v1/payouts/{id}/confirm", Operator),
        Post("/v1/participants/{id}/net_debit_cap", Operator),
        Get("/v1/positions", Operator, Auditor, Issuer, Acquirer),
        Get("/v1/merchants/{id}/statement", Operator, Auditor, Acquirer, Merchant),
        Get("/v1/settlements/{id}/fees", Operator, Auditor),

        Get("/v1/presentments", Operator, Auditor, Issuer, Acquirer, Merchant),
        Get("/v1/chargebacks", Operator, Auditor, Issuer, Acquirer, Merchant),
        Get("/v1/chargebacks/{id}", Operator, Auditor, Issuer, Acquirer, Merchant),
        Post("/v1/chargebacks", Operator, Issuer), Post("/v1/chargebacks/{id}/pre_arbitrate", Operator, Issuer),
        Post("/v1/chargebacks/{id}/withdraw", Operator, Issuer),
        Post("/v1/chargebacks/{id}/represent", Operator, Acquirer, Merchant),
        Post("/v1/chargebacks/{id}/accept", Operator, Acquirer, Merchant),
        Post("/v1/chargebacks/{id}/rule", Operator),
        Get("/v1/exceptions", Operator, Auditor, Issuer, Acquirer),
        Post("/v1/exceptions/{id}/close", Operator, Issuer),

        Get("/v1/partner_messages", Operator, Auditor, Issuer),
        Get("/v1/statistics/activations", Operator, Auditor, Issuer, Wallet),
        Get("/v1/statistics/usage", Operator, Auditor, Acquirer),
        Get("/v1/statistics/acceptance", Operator, Auditor, Acquirer, Merchant),
        Get("/v1/events", Operator, Auditor), Get("/v1/events/stream", Operator, Auditor),
        Get("/v1/api_keys", Operator), Post("/v1/api_keys", Operator), Post("/v1/api_keys/{id}/revoke", Operator),
        Get("/v1/test/mailbox", Operator, Wallet),
    ];

    private static readonly Dictionary<(string Method, string Pattern), RouteRow> Index =
        Rows.ToDictionary(row => (row.Method, row.Pattern));

    public static RouteRow? Find(string method, string? pattern)
        => Index.GetValueOrDefault((method == "HEAD" ? "GET" : method, "/" + (pattern ?? "").TrimStart('/')));

    private static RouteRow Public(string pattern) => new("GET", pattern, true, []);

    private static RouteRow Get(string pattern, params ApiKeyRole[] roles) => new("GET", pattern, false, roles);

    private static RouteRow Post(string pattern, params ApiKeyRole[] roles) => new("POST", pattern, false, roles);
}
