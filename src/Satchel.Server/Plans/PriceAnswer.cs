namespace Satchel.Server.Plans;

/// <summary>A price as people are told of it, in the currency's smallest unit.</summary>
internal sealed record PriceAnswer(string Platform, long Amount, string Currency);
