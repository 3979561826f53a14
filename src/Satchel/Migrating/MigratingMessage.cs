using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>A message on its way from the sources into the target, which further sources may still add to.</summary>
internal sealed class MigratingMessage(MigrationSource source, HistoryMessage origin, Message message)
{
    /// <summary>Where it comes from.</summary>
    public MigrationSource Source { get; private set; } = source;

    /// <summary>The id that it has wherever it is read from.</summary>
    public string Id { get; } = origin.Id;

    /// <summary>The platform whose codes <see cref="Message.Raw"/> has.</summary>
    public string Platform { get; private set; } = origin.Platform ?? source.View.Account.Platform;

    /// <summary>The message as its source has it.</summary>
    public Message FirstMessage { get; } = message;

    /// <summary>The message as it is written.</summary>
    public Message Message { get; private set; } = message;

    /// <summary>The history that has the contents of its files.</summary>
    public HistoryView ContentView { get; private set; } = source.View;

    /// <summary>The message there.</summary>
    public HistoryMessage ContentOrigin { get; private set; } = origin;

    /// <summary>How often it stands in the line of those that are held: again where its time became more precise.</summary>
    public int Places { get; set; }

    /// <summary>Whether another message stands for it.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Whether one of another phone was found to be the same notice.</summary>
    public bool IsPaired { get; set; }

    /// <summary>Whether both come from the same phone.</summary>
    public bool IsFromSamePhone(MigratingMessage other) =>
        ReferenceEquals(ContentView, other.ContentView) && ContentOrigin.Source == other.ContentOrigin.Source;

    /// <summary>Takes over what another version or another source says of the same message.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="isLater">Whether the other one is later, and so counts where both say something.</param>
    public void Take(MigratingMessage other, bool isLater)
    {
        bool otherIsBetter = isLater ? MessageVersions.IsBetter(other.Message, Message) : !MessageVersions.IsBetter(Message, other.Message);
        MigratingMessage best = otherIsBetter ? other : this;
        MigratingMessage rest = otherIsBetter ? this : other;
        bool takesFiles = MessageVersions.HasContent(rest.Message) && !MessageVersions.HasContent(best.Message) && rest.Message.Kind == best.Message.Kind;
        MigratingMessage content = takesFiles ? rest : best;
        Message = MessageVersions.Complete(best.Message, rest.Message, content.Message.Attachments);
        (ContentView, ContentOrigin, Source, Platform) = (content.ContentView, content.ContentOrigin, best.Source, best.Platform);
    }
}
