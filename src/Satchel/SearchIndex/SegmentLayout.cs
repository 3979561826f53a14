namespace Satchel.SearchIndex;

// A segment is one piece of memory, the same in a file:
//   OFFSET            SIZE       MEANING
//   0                 4, 4, 4    number of rows r, of rows with files f, bytes of text t
//   12                4          zero
//   16                8 r        sent time, in milliseconds since 1970-01-01Z
//                     8 r        the first 8 bytes of the message's id
//                     8 f        bytes of the row's files
//                     4 r        chat, by number
//                     4 r        sender, by number; -1 where not known
//                     4 (r + 1)  where the row's text begins, and the last ends
//                     4 f        which row has files
//                     r          kind
//                     r          flags: RowFlags
//                     r          number of files, at most 255
//                     t          text
// Numbers are little-endian. A row is a version of a message; its text is its fields, folded, each behind a byte FF, which no UTF-8 has.

/// <summary>Where the columns of a segment lie.</summary>
internal readonly struct SegmentLayout
{
    public const int HeaderBytes = 16;

    /// <summary>Stands before each field of a row's text: no UTF-8 has it, so no term is found across two fields.</summary>
    public const byte FieldMark = 0xFF;

    public SegmentLayout(int rows, int withFiles, int textBytes)
    {
        Rows = rows;
        WithFiles = withFiles;
        SentAt = HeaderBytes;
        Id = SentAt + (rows * sizeof(long));
        FileBytes = Id + (rows * sizeof(ulong));
        Chat = FileBytes + (withFiles * sizeof(long));
        Sender = Chat + (rows * sizeof(int));
        TextStart = Sender + (rows * sizeof(int));
        FileRow = TextStart + ((rows + 1) * sizeof(int));
        Kind = FileRow + (withFiles * sizeof(int));
        Flags = Kind + rows;
        Files = Flags + rows;
        Text = Files + rows;
        TotalBytes = Text + textBytes;
    }

    public int Rows { get; }

    public int WithFiles { get; }

    public int SentAt { get; }

    public int Id { get; }

    public int FileBytes { get; }

    public int Chat { get; }

    public int Sender { get; }

    public int TextStart { get; }

    public int FileRow { get; }

    public int Kind { get; }

    public int Flags { get; }

    public int Files { get; }

    public int Text { get; }

    public int TotalBytes { get; }
}
