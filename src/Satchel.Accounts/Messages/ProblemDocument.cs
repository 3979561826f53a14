namespace Satchel.Accounts.Messages;

/// <summary>Why a request failed, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Type"><see cref="ProblemCode.TypePrefix"/> and one of the codes.</param>
/// <param name="Title">A few words, the same for each type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened here.</param>
public sealed record ProblemDocument(string Type, string Title, int Status, string? Detail = null)
{
    /// <summary>The code that the type ends in; the whole type where it is another's.</summary>
    public string Code() => Type.StartsWith(ProblemCode.TypePrefix, StringComparison.Ordinal) ? Type[ProblemCode.TypePrefix.Length..] : Type;
}
