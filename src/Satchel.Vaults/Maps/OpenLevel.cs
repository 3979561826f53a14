namespace Satchel.Vaults.Maps;

/// <summary>The inner node of one level that is being filled.</summary>
internal sealed class OpenLevel
{
    /// <summary>Its children so far.</summary>
    public List<NodeReference> Children { get; } = new(NodeBoundary.MaxChildren);

    /// <summary>The nodes of the older tree whose children went in.</summary>
    public List<Predecessor> Sources { get; } = [];

    /// <summary>Whether a child ever came to this level.</summary>
    public bool WasUsed { get; set; }

    /// <summary>Whether a node of this level was finished.</summary>
    public bool HasFinished { get; set; }
}
