namespace Satchel.Vaults.Index;

/// <summary>
/// An index that was read: its bytes stay compressed until its packs are taken in, so that indexes of millions of
/// objects are not in memory as objects all at once.
/// </summary>
internal sealed class ReadIndex
{
    private readonly byte[]? _bytes;
    private readonly IndexContent? _content;

    /// <summary>Takes the opened bytes of an index blob.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: they are no index.</exception>
    public ReadIndex(Digest name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes;
        Superseded = Decode().Superseded;
    }

    /// <summary>Takes an index that is at hand.</summary>
    public ReadIndex(Digest name, IndexContent content)
    {
        Name = name;
        _content = content;
        Superseded = content.Superseded;
    }

    public Digest Name { get; }

    public IReadOnlyList<Digest> Superseded { get; }

    public IndexContent Decode() => _content ?? IndexContent.Read(_bytes, IndexBlobs.NameOf(Name).Value);
}
