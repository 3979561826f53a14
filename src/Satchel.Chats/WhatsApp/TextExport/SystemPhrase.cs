namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>A line that tells what happened to the chat.</summary>
/// <param name="Kind">The phrase's kind: <c>added</c>.</param>
/// <param name="Language">Its language.</param>
/// <param name="Match">Who stands in it.</param>
internal sealed record SystemPhrase(string Kind, ExportLanguage Language, PhraseMatch Match)
{
    /// <summary>The event.</summary>
    public SystemEvent Event => Kind switch
    {
        "created" => SystemEvent.GroupCreated,
        "added" => SystemEvent.ParticipantAdded,
        "removed" => SystemEvent.ParticipantRemoved,
        "left" => SystemEvent.ParticipantLeft,
        "title" => SystemEvent.TitleChanged,
        "icon" => SystemEvent.IconChanged,
        "number" => SystemEvent.NumberChanged,
        "security" => SystemEvent.EncryptionChanged,
        "timer" => SystemEvent.DisappearingTimerChanged,
        _ => SystemEvent.Other,
    };

    /// <summary>Whether only groups have such an event.</summary>
    public bool IsOfGroup => Kind is "created" or "added" or "removed" or "left" or "title" or "icon";
}
