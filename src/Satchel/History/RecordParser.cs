using System.Text.Json;
using Satchel.Chats;

namespace Satchel.History;

/// <summary>
/// Reads the record stream's objects back into the model. What is not as it should be ends in one of System.Text.Json's exceptions.
/// </summary>
internal static class RecordParser
{
    public static string? Text(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    public static IReadOnlyList<string> Texts(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out JsonElement value) ? [.. value.EnumerateArray().Select(v => v.GetString() ?? "")] : [];

    public static Account Account(JsonElement element) =>
        new(Text(element, "app"u8) ?? "", Text(element, "platform"u8) ?? "", Text(element, "id"u8), Text(element, "name"u8));

    public static Participant Participant(JsonElement element) => new(Text(element, "id"u8) ?? "")
    {
        Name = Text(element, "name"u8),
        Phone = Text(element, "phone"u8),
        Alias = Text(element, "alias"u8),
    };

    public static Chat Chat(JsonElement element) =>
        new(Text(element, "id"u8) ?? "", RecordNames.TryParse(Text(element, "kind"u8), out ChatKind kind) ? kind : ChatKind.Direct)
        {
            Title = Text(element, "title"u8),
            Participants = Texts(element, "participants"u8),
            CreatedAt = RecordTime.ParseMillis(Text(element, "createdAt"u8)) is long millis ? RecordTime.FromMillis(millis) : null,
            Archived = element.TryGetProperty("archived"u8, out JsonElement archived) && archived.GetBoolean(),
        };

    public static Attachment Attachment(JsonElement element) => new()
    {
        Name = Text(element, "name"u8),
        Mime = Text(element, "mime"u8),
        LengthBytes = Number(element, "bytes"u8),
        Sha256 = Text(element, "sha256"u8) is string hex ? Convert.FromHexString(hex) : null,
        Path = Text(element, "path"u8),
        Width = SmallNumber(element, "width"u8),
        Height = SmallNumber(element, "height"u8),
        DurationMillis = Number(element, "durationMs"u8),
        Missing = element.TryGetProperty("missing"u8, out JsonElement missing) && missing.GetBoolean(),
    };

    public static IReadOnlyList<Reaction> Reactions(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return
        [
            .. document.RootElement.EnumerateArray().Select(r =>
                new Reaction(Text(r, "sender"u8), Text(r, "emoji"u8) ?? "", RecordTime.ParseMillis(Text(r, "at"u8)))),
        ];
    }

    public static MessageBody? Body(JsonElement element)
    {
        if (element.TryGetProperty("location"u8, out JsonElement location))
        {
            return new LocationBody(
                Real(location, "latitude"u8), Real(location, "longitude"u8), Text(location, "name"u8), Text(location, "address"u8));
        }

        if (element.TryGetProperty("contacts"u8, out JsonElement contacts))
        {
            return new ContactsBody([.. contacts.EnumerateArray().Select(c => new ContactCard(Text(c, "name"u8), Text(c, "vcard"u8)))]);
        }

        if (element.TryGetProperty("link"u8, out JsonElement link))
        {
            return new LinkBody(Text(link, "url"u8) ?? "", Text(link, "title"u8), Text(link, "description"u8));
        }

        if (element.TryGetProperty("poll"u8, out JsonElement poll))
        {
            return new PollBody(
                Text(poll, "question"u8),
                [.. poll.GetProperty("options"u8).EnumerateArray().Select(o => new PollOption(Text(o, "text"u8) ?? "", Texts(o, "voters"u8)))]);
        }

        if (element.TryGetProperty("call"u8, out JsonElement call))
        {
            return Call(call);
        }

        return element.TryGetProperty("system"u8, out JsonElement system) ? System(system) : null;
    }

    private static CallBody Call(JsonElement call) => new(
        call.TryGetProperty("video"u8, out JsonElement video) ? video.GetBoolean() : null,
        RecordNames.TryParse(Text(call, "outcome"u8), out CallOutcome outcome) ? outcome : null,
        Number(call, "durationSeconds"u8));

    private static SystemBody System(JsonElement system) => new(
        RecordNames.TryParse(Text(system, "event"u8), out SystemEvent what) ? what : SystemEvent.Other,
        Text(system, "actor"u8),
        Texts(system, "subjects"u8),
        Text(system, "text"u8));

    private static long? Number(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : null;

    private static int? SmallNumber(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;

    private static double Real(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : double.NaN;
}
