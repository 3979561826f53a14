namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>What the stubs of events mean. Source: docs/formats/whatsapp-crypt.md, "Increments".</summary>
internal static class WireEvents
{
    private const int Revoked = 1;
    private const int TitleChanged = 21;
    private const int MissedVoice = 40;
    private const int MissedVideo = 41;
    private const int MissedGroupVoice = 45;
    private const int MissedGroupVideo = 46;
    private const int RevokedByAdmin = 132;

    public static MessageKind KindOf(long stub) => stub switch
    {
        Revoked or RevokedByAdmin => MessageKind.Revoked,
        MissedVoice or MissedVideo or MissedGroupVoice or MissedGroupVideo => MessageKind.Call,
        _ => MessageKind.System,
    };

    public static MessageBody? BodyOf(WireMessage wire, string? sender, Func<string, string?> resolve) => KindOf(wire.Stub) switch
    {
        MessageKind.Revoked => null,
        MessageKind.Call => new CallBody(wire.Stub is MissedVideo or MissedGroupVideo, CallOutcome.Missed, null),
        _ => new SystemBody(EventOf(wire.Stub), sender, SubjectsOf(wire, resolve), wire.Stub == TitleChanged ? wire.StubParameters.FirstOrDefault() : null),
    };

    private static SystemEvent EventOf(long stub) => stub switch
    {
        20 => SystemEvent.GroupCreated,
        TitleChanged => SystemEvent.TitleChanged,
        22 => SystemEvent.IconChanged,
        27 or 31 => SystemEvent.ParticipantAdded,
        28 => SystemEvent.ParticipantRemoved,
        32 => SystemEvent.ParticipantLeft,
        33 => SystemEvent.NumberChanged,
        38 or 39 => SystemEvent.EncryptionChanged,
        72 => SystemEvent.DisappearingTimerChanged,
        _ => SystemEvent.Other,
    };

    private static List<string> SubjectsOf(WireMessage wire, Func<string, string?> resolve)
    {
        List<string> subjects = [];
        foreach (string parameter in wire.StubParameters)
        {
            if (parameter.Contains('@', StringComparison.Ordinal) && !parameter.Contains(' ', StringComparison.Ordinal)
                && resolve(parameter) is { } id && Jid.IsPerson(id) && !subjects.Contains(id))
            {
                subjects.Add(id);
            }
        }

        return subjects;
    }
}
