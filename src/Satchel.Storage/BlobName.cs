namespace Satchel.Storage;

/// <summary>
/// The name of a blob: one to three parts of lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, parted by
/// <c>/</c>, at most 200 characters: <c>packs/3f/3f09…</c>. No part is empty or starts with a dot, so a name is safe
/// as a path in a folder and as a key in an object store.
/// </summary>
public readonly record struct BlobName
{
    /// <summary>The most characters a name may have.</summary>
    public const int MaxLength = 200;

    /// <summary>What the name of every head starts with.</summary>
    public const string HeadPrefix = "heads/";

    private readonly string? _value;

    /// <summary>Makes a name of <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentException">It is not of the form above.</exception>
    public BlobName(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!IsValid(value))
        {
            throw new ArgumentException("A blob's name is 1 to 3 parts of a-z, 0-9, '-', '_', '.', parted by '/'.", nameof(value));
        }

        _value = value;
    }

    /// <summary>The name as text.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, which names nothing.</exception>
    public string Value => _value ?? throw new InvalidOperationException("default(BlobName) names no blob.");

    /// <summary>Whether this names a head: heads lie below <c>heads/</c>, and blobs do not.</summary>
    public bool IsHead => Value.StartsWith(HeadPrefix, StringComparison.Ordinal);

    /// <summary>Whether <paramref name="value"/> could be a blob's name.</summary>
    public static bool IsValid(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || value.Length > MaxLength)
        {
            return false;
        }

        int parts = 1;
        bool atPartStart = true;
        foreach (char c in value)
        {
            if (c == '/')
            {
                if (atPartStart || ++parts > 3)
                {
                    return false;
                }

                atPartStart = true;
                continue;
            }

            bool allowed = char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' || (c == '.' && !atPartStart);
            if (!allowed)
            {
                return false;
            }

            atPartStart = false;
        }

        return !atPartStart;
    }

    /// <inheritdoc/>
    public override string ToString() => _value ?? "(no name)";
}
