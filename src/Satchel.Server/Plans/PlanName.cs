namespace Satchel.Server.Plans;

/// <summary>What a plan is called.</summary>
internal sealed record PlanName(string English, string Chinese)
{
    /// <summary>The name for who reads <paramref name="language"/>.</summary>
    public string In(string? language) => language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? Chinese : English;
}
