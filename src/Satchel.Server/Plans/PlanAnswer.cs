namespace Satchel.Server.Plans;

/// <summary>A plan as people are told of it.</summary>
internal sealed record PlanAnswer(string Id, IReadOnlyDictionary<string, string> Name, long QuotaBytes, int Months, int People, IReadOnlyList<PriceAnswer> Prices);
