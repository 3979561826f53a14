namespace Satchel.Chats.WeChat;

/// <summary>An element of a payload.</summary>
/// <param name="name">Its name; empty for what holds the roots.</param>
internal sealed class XmlNode(string name)
{
    private List<XmlNode>? _children;
    private List<KeyValuePair<string, string>>? _attributes;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The text in it, without that of the elements in it.</summary>
    public string Text { get; set; } = "";

    /// <summary>The elements in it, in order.</summary>
    public IReadOnlyList<XmlNode> Children => _children ?? [];

    /// <summary>Its attributes, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes => _attributes ?? [];

    /// <summary>The first element in it of a name, or null.</summary>
    public XmlNode? this[string child] => _children?.Find(c => c.Name == child);

    /// <summary>An attribute's value; null where it is not there or empty.</summary>
    public string? Attribute(string attribute)
    {
        foreach (KeyValuePair<string, string> pair in Attributes)
        {
            if (pair.Key == attribute)
            {
                return pair.Value.Length == 0 ? null : pair.Value;
            }
        }

        return null;
    }

    /// <summary>The text of an element in it, without white space around; null where it is not there or empty.</summary>
    public string? ChildText(string child) => this[child]?.Text.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The first element of a name anywhere below, or null.</summary>
    public XmlNode? Find(string descendant)
    {
        foreach (XmlNode child in Children)
        {
            if (child.Name == descendant)
            {
                return child;
            }

            if (child.Find(descendant) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Puts an element into it.</summary>
    public void Add(XmlNode child) => (_children ??= []).Add(child);

    /// <summary>Gives it an attribute.</summary>
    public void Add(string attribute, string value) => (_attributes ??= []).Add(new(attribute, value));
}
