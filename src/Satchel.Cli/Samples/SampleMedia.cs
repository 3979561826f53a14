using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Satchel.Cli.Samples;

/// <summary>
/// Writes media files until a budget of bytes is used up: heads that viewers know, pictures that can be looked at, and bytes that no
/// compressor shortens behind them. One in twelve repeats the content of an earlier file under another name, as a forwarded
/// picture does.
/// </summary>
internal sealed class SampleMedia(string whatsAppFolder, SampleRandom random, string tag)
{
    private const double DuplicateShare = 0.08;
    private const double SentShare = 0.42;
    private const int BufferBytes = 1 << 20;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly Dictionary<(SampleMediaKind Kind, bool Sent), Queue<SampleMediaFile>> _files = [];

    /// <summary>How many files were written.</summary>
    public long Files { get; private set; }

    /// <summary>How many bytes were written.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many files of a kind there still are to send or to have received.</summary>
    public int Left(SampleMediaKind kind, bool sent) => _files.TryGetValue((kind, sent), out Queue<SampleMediaFile>? queue) ? queue.Count : 0;

    /// <summary>Takes a file; null where there are no more.</summary>
    public SampleMediaFile? Take(SampleMediaKind kind, bool sent) =>
        _files.TryGetValue((kind, sent), out Queue<SampleMediaFile>? queue) && queue.TryDequeue(out SampleMediaFile? file) ? file : null;

    /// <summary>Writes files for so many messages.</summary>
    public void Write(long budgetBytes, int messages, CancellationToken cancellationToken)
    {
        foreach (SampleMediaKind kind in SampleMediaKind.All)
        {
            WriteKind(kind, (long)(budgetBytes * kind.ByteShare), Math.Max(1, (int)(messages * kind.MessageShare)), cancellationToken);
        }
    }

    private void WriteKind(SampleMediaKind kind, long budget, int mostFiles, CancellationToken cancellationToken)
    {
        List<(ulong Seed, int Length)> contents = [];
        long left = budget;
        for (int number = 0; number < mostFiles && left > 0; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int longest = (int)Math.Min(kind.MaxBytes, Math.Max(kind.MinBytes + 1, budget));
            (ulong Seed, int Length) content = contents.Count > 0 && random.Chance(DuplicateShare)
                ? contents[random.Next(contents.Count)]
                : (random.NextBits(), (int)Math.Clamp(random.NextLogNormal(Math.Log(kind.MedianBytes), kind.Sigma), kind.MinBytes, longest));
            if (contents.Count > 0 && content.Length > left * 1.5)
            {
                break;
            }

            contents.Add(content);
            left -= content.Length;
            bool sent = random.Chance(SentShare);
            string path = NameOf(kind, number, sent);
            SampleMediaFile file = WriteFile(kind, content.Seed, content.Length, path);
            if (!_files.TryGetValue((kind, sent), out Queue<SampleMediaFile>? queue))
            {
                _files.Add((kind, sent), queue = []);
            }

            queue.Enqueue(file);
            Files++;
            Bytes += file.LengthBytes;
        }
    }

    private string NameOf(SampleMediaKind kind, int number, bool sent)
    {
        int day = 1 + random.Next(28);
        int month = 1 + random.Next(12);
        int year = 2018 + random.Next(8);
        string folder = kind == SampleMediaKind.Voice || kind == SampleMediaKind.VideoNote
            ? string.Create(CultureInfo.InvariantCulture, $"{kind.Folder}/{year}{month * 4:00}")
            : sent ? kind.Folder + "/Sent" : kind.Folder;
        return string.Create(CultureInfo.InvariantCulture, $"Media/{folder}/{kind.Prefix}-{year}{month:00}{day:00}-WA{tag}{number:0000}.{kind.Extension}");
    }

    private SampleMediaFile WriteFile(SampleMediaKind kind, ulong seed, int length, string path)
    {
        string fullPath = Path.Combine(whatsAppFolder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        SampleRandom content = new(seed);
        byte[] head = HeadOf(kind, content, length);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream file = new(fullPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        long written = 0;
        for (ReadOnlySpan<byte> part = head; !part.IsEmpty;)
        {
            hash.AppendData(part);
            file.Write(part);
            written += part.Length;
            Span<byte> next = _buffer.AsSpan(0, (int)Math.Clamp(length - written, 0, BufferBytes));
            content.Fill(next);
            part = next;
        }

        return new SampleMediaFile(path, written, Convert.ToBase64String(hash.GetHashAndReset()));
    }

    private static byte[] HeadOf(SampleMediaKind kind, SampleRandom content, int length)
    {
        if (kind == SampleMediaKind.Image)
        {
            return SamplePicture.Draw(content, 40, 30);   // what follows the end of the picture, viewers pass over
        }

        if (kind == SampleMediaKind.Sticker)
        {
            return SampleSticker.Draw(content);
        }

        if (kind == SampleMediaKind.Document)
        {
            return Encoding.ASCII.GetBytes($"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n4 0 obj<</Length {length}>>stream\n");
        }

        return kind == SampleMediaKind.Voice ? OpusHead() : Mp4Head(kind, length);
    }

    // The first page of an Ogg stream with Opus in it; its checksum is left out, which players do not mind.
    private static byte[] OpusHead() =>
        [.. "OggS"u8, 0, 2, .. new byte[8], 1, 0, 0, 0, .. new byte[8], 1, 19, .. "OpusHead"u8, 1, 1, 0x38, 1, 0x80, 0xBB, 0, 0, 0, 0, 0];

    private static byte[] Mp4Head(SampleMediaKind kind, int length)
    {
        byte[] data = [.. "\0\0\0\0mdat"u8];
        BinaryPrimitives.WriteInt32BigEndian(data, Math.Max(8, length - 24));
        ReadOnlySpan<byte> brand = kind == SampleMediaKind.Audio ? "M4A "u8 : "mp42"u8;
        return [0, 0, 0, 24, .. "ftyp"u8, .. brand, 0, 0, 0, 0, .. brand, .. "isom"u8, .. data];
    }
}
