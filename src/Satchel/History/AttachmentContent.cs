using System.Text.Json;
using Satchel.Chats;

namespace Satchel.History;

/// <summary>
/// Where the content of an attachment lies if not in a file, and how it is made of what lies there, as JSON (docs/format.md, 10.3).
/// </summary>
internal static class AttachmentContent
{
    private const string ThumbnailEnding = ".thumb";

    /// <summary>Whether there is anything to tell: the content is not simply the file of the attachment's path.</summary>
    public static bool IsElsewhere(Attachment attachment) =>
        attachment.Cell is not null || attachment.Slices.Count > 0 || attachment.Coding is not null || IsChunk(attachment) || IsMarkedThumbnail(attachment);

    /// <summary>Whether the content is the chunk of the attachment's SHA-256.</summary>
    public static bool IsChunk(Attachment attachment) =>
        attachment is { Cell: null, Path: null, Slices.Count: 0, Sha256: not null, Missing: false };

    /// <summary>Writes the object.</summary>
    public static void Write(Utf8JsonWriter writer, Attachment attachment)
    {
        writer.WriteStartObject();
        if (attachment.Cell is CellReference cell)
        {
            writer.WriteString("database"u8, cell.Database);
            writer.WriteString("table"u8, cell.Table);
            writer.WriteNumber("rowid"u8, cell.RowId);
            writer.WriteString("column"u8, cell.Column);
            if (!attachment.IsThumbnail)
            {
                writer.WriteBoolean("whole"u8, true);
            }
        }
        else if (IsChunk(attachment))
        {
            writer.WriteString("chunk"u8, Convert.ToHexStringLower(attachment.Sha256!));
        }
        else if (attachment.Slices.Count > 0)
        {
            WriteSlices(writer, attachment.Slices);
        }

        if (attachment.Coding is string coding)
        {
            writer.WriteString("coding"u8, coding);
            if (attachment.StoredSha256 is byte[] stored)
            {
                writer.WriteString("stored"u8, Convert.ToHexStringLower(stored));
            }
        }

        if (IsMarkedThumbnail(attachment))
        {
            writer.WriteBoolean("thumbnail"u8, true);
        }

        writer.WriteEndObject();
    }

    /// <summary>Completes an attachment with what the object says.</summary>
    public static Attachment Read(JsonElement content, Attachment attachment)
    {
        bool isThumbnail = attachment.IsThumbnail || IsTrue(content, "thumbnail"u8);
        if (content.TryGetProperty("chunk"u8, out JsonElement chunk))
        {
            attachment = attachment with { Sha256 = Convert.FromHexString(chunk.GetString() ?? "") };
        }
        else if (content.TryGetProperty("slices"u8, out JsonElement slices))
        {
            attachment = attachment with { Slices = [.. slices.EnumerateArray().Select(ReadSlice)] };
        }
        else if (content.TryGetProperty("database"u8, out JsonElement database))
        {
            isThumbnail = !IsTrue(content, "whole"u8);
            attachment = attachment with
            {
                Cell = new CellReference(
                    database.GetString() ?? "",
                    content.GetProperty("table"u8).GetString() ?? "",
                    content.GetProperty("rowid"u8).GetInt64(),
                    content.GetProperty("column"u8).GetString() ?? ""),
            };
        }

        return attachment with
        {
            Coding = RecordParser.Text(content, "coding"u8),
            StoredSha256 = RecordParser.Text(content, "stored"u8) is string hex ? Convert.FromHexString(hex) : null,
            IsThumbnail = isThumbnail,
        };
    }

    /// <summary>Whether a path tells by its ending alone that the file is a thumbnail: WhatsApp's on an iPhone.</summary>
    public static bool IsThumbnailPath(string? path) => path?.EndsWith(ThumbnailEnding, StringComparison.Ordinal) == true;

    // Of a cell and of such a path it is told anyhow.
    private static bool IsMarkedThumbnail(Attachment attachment) =>
        attachment is { IsThumbnail: true, Cell: null } && !IsChunk(attachment) && !IsThumbnailPath(attachment.Path);

    private static void WriteSlices(Utf8JsonWriter writer, IReadOnlyList<FileSlice> slices)
    {
        writer.WriteStartArray("slices"u8);
        foreach (FileSlice slice in slices)
        {
            writer.WriteStartObject();
            writer.WriteString("path"u8, slice.Path);
            writer.WriteNumber("offset"u8, slice.Offset);
            writer.WriteNumber("bytes"u8, slice.LengthBytes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static FileSlice ReadSlice(JsonElement slice) =>
        new(RecordParser.Text(slice, "path"u8) ?? "", slice.GetProperty("offset"u8).GetInt64(), slice.GetProperty("bytes"u8).GetInt64());

    private static bool IsTrue(JsonElement content, ReadOnlySpan<byte> name) =>
        content.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
