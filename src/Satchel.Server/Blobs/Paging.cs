using System.Buffers;
using Satchel.Server.Problems;
using Satchel.Storage;

namespace Satchel.Server.Blobs;

/// <summary>What lists in pages have in common.</summary>
internal static class Paging
{
    /// <summary>The most entries of a page, and what one has unless fewer are asked for.</summary>
    public const int MaxEntries = 1000;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_./");

    /// <summary>How many entries a page shall have.</summary>
    public static int Limit(int? asked) => asked is null ? MaxEntries
        : asked is > 0 and <= MaxEntries ? asked.Value
        : throw new ProblemException(Problem.InvalidRequest, $"limit is 1 to {MaxEntries}");

    /// <summary>Refuses what could not be the start of a name: it would only make the database work.</summary>
    public static void RequirePrefix(string? prefix)
    {
        if (prefix is not null && (prefix.Length > BlobName.MaxLength || prefix.AsSpan().ContainsAnyExcept(NameCharacters)))
        {
            throw new ProblemException(Problem.InvalidName, "no name starts like that");
        }
    }
}
