using System.Text.Json;
using Satchel.Chats;

namespace Satchel.History;

/// <summary>
/// Where the content of an attachment lies if not in a file, as JSON (docs/format.md, 10.3): a cell of a database, or a chunk
/// whose digest is the attachment's SHA-256.
/// </summary>
internal static class AttachmentContent
{
    /// <summary>Whether the content lies in a cell or a chunk of its own.</summary>
    public static bool IsElsewhere(Attachment attachment) => attachment.Cell is not null || IsChunk(attachment);

    /// <summary>Whether the content is the chunk of the attachment's SHA-256.</summary>
    public static bool IsChunk(Attachment attachment) =>
        attachment is { Cell: null, Path: null, Sha256: not null, Missing: false };

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
        }
        else
        {
            writer.WriteString("chunk"u8, Convert.ToHexStringLower(attachment.Sha256!));
        }

        writer.WriteEndObject();
    }

    /// <summary>Completes an attachment with what the object says.</summary>
    public static Attachment Read(JsonElement content, Attachment attachment)
    {
        if (content.TryGetProperty("chunk"u8, out JsonElement chunk))
        {
            return attachment with { Sha256 = Convert.FromHexString(chunk.GetString() ?? "") };
        }

        return attachment with
        {
            Cell = new CellReference(
                content.GetProperty("database"u8).GetString() ?? "",
                content.GetProperty("table"u8).GetString() ?? "",
                content.GetProperty("rowid"u8).GetInt64(),
                content.GetProperty("column"u8).GetString() ?? ""),
        };
    }
}
