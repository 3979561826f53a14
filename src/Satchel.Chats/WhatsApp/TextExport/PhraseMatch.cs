namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What stood in the gaps of a phrase, as places in the text.</summary>
internal readonly record struct PhraseMatch
{
    /// <summary>Who did it.</summary>
    public Range? Actor { get; init; }

    /// <summary>To whom.</summary>
    public Range? Subjects { get; init; }

    /// <summary>A new name.</summary>
    public Range? Title { get; init; }

    /// <summary>This with one gap more.</summary>
    public PhraseMatch With(char gap, Range place) => gap switch
    {
        'a' => this with { Actor = place },
        's' => this with { Subjects = place },
        't' => this with { Title = place },
        _ => this,
    };
}
