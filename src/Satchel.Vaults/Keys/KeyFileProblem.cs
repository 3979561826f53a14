namespace Satchel.Vaults.Keys;

/// <summary>What is wrong with <c>satchel.json</c> or a file below <c>keys/</c>.</summary>
/// <param name="Object">The file's name.</param>
/// <param name="Problem">What is wrong, as a sentence.</param>
internal sealed record KeyFileProblem(string Object, string Problem);
