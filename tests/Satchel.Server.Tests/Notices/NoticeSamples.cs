namespace Satchel.Server.Tests.Notices;

/// <summary>What notices of any kind name.</summary>
internal static class NoticeSamples
{
    public static Dictionary<string, string> Values => new()
    {
        ["link"] = "https://cloud.example.org/confirm/qDkyUJfK8p0mUuT0o7cUj1l8rZQ2tq0hHc6m2eO5c1M",
        ["device"] = "Ana's phone",
        ["order"] = "0123456789abcdef0123456789abcdef",
        ["plan"] = "yearly",
        ["amount"] = "18000",
        ["currency"] = "CNY",
        ["endsAt"] = "1830276000000", // 2027-12-31T18:00Z
        ["endedAt"] = "1830276000000",
        ["readOnlyAt"] = "1832868000000",
        ["deletionAt"] = "1864404000000",
        ["until"] = "1866996000000",
        ["days"] = "7",
        ["percent"] = "81",
        ["usedBytes"] = "1739461755",
        ["quotaBytes"] = "2147483648",
        ["who"] = "ben@example.org",
        ["what"] = "joined",
    };
}
