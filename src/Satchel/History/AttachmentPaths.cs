using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>Finds messages by the files that they name, without decoding those that name none.</summary>
internal static class AttachmentPaths
{
    /// <summary>Whether a version that is still shown names one of the files, given as numbers of their paths.</summary>
    public static bool Names(MapEntry entry, HashSet<ulong> files)
    {
        RecordReader reader = new(entry.Record.Span);
        if (reader.FieldCount <= HistoryRecord.PathField)
        {
            return false;
        }

        for (int field = 0; field < HistoryRecord.PathField; field++)
        {
            reader.Read();
            if (field == HistoryRecord.LastField && !reader.IsNull)
            {
                return false;
            }
        }

        reader.Read();
        if (reader.Type == FieldType.Text && files.Contains(FileMemory.HashOf(reader.Bytes)))
        {
            return true;
        }

        if (reader.FieldCount <= HistoryRecord.RestField && entry.Record.Span.IndexOf("\"slices\":"u8) < 0)
        {
            return false;
        }

        IReadOnlyList<Attachment> attachments = RecordCodec.Decode(entry.Key.Span, entry.Record.Span).Message.Attachments;
        return attachments.SelectMany(a => a.Slices.Select(s => s.Path).Append(a.Path)).Any(p => p is not null && files.Contains(FileMemory.HashOf(Encoding.UTF8.GetBytes(p))));
    }
}
