using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Satchel.Chats;
using Satchel.History;
using Satchel.Spool;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>A history in a vault: of a snapshot, or the archive of an account, merged from all its sources.</summary>
internal sealed class StoredHistoryView : HistoryView
{
    private const int PlaceBytes = sizeof(uint) + sizeof(ulong);
    private const int HeaderBytes = (2 * sizeof(int)) + (3 * sizeof(long)) + 2;

    private readonly Vault _vault;
    private readonly IReadOnlyList<HistoryLayer> _layers;
    private readonly bool _isArchive;
    private readonly string _scratchFolder;
    private readonly VersionMerge _merge;
    private readonly StoredAttachments _attachments;

    private StoredHistoryView(Vault vault, IReadOnlyList<HistoryLayer> layers, bool isArchive, string scratchFolder, Account account)
    {
        _vault = vault;
        _layers = layers;
        _isArchive = isArchive;
        _scratchFolder = scratchFolder;
        _merge = new VersionMerge(vault, layers, isArchive, Report);
        _attachments = new StoredAttachments(vault, layers);
        Account = account;
    }

    /// <inheritdoc/>
    public override Account Account { get; }

    /// <summary>Opens it.</summary>
    public static async Task<StoredHistoryView> OpenAsync(
        Vault vault, IReadOnlyList<HistoryLayer> layers, bool isArchive, string scratchFolder, CancellationToken cancellationToken)
    {
        SourceIdentity newest = layers[0].Source;
        Account account = new(newest.App, newest.Platform, layers.Select(l => l.Source.Account).FirstOrDefault(a => a is not null), null);
        string? problem = null;
        foreach (HistoryLayer layer in layers.TakeWhile(_ => account.Name is null))
        {
            try
            {
                ReadOnlyMemory<byte>? record = await vault.OpenMap(layer.Directory).FindAsync(
                    DirectoryCodec.Key(DirectoryCodec.AccountKey, layer.Source.Account)!, cancellationToken);
                account = record is ReadOnlyMemory<byte> bytes ? account with { Name = DirectoryCodec.DecodeAccount(bytes.Span).Name } : account;
            }
            catch (VaultException e) when (e.Problem == VaultProblem.Damaged)
            {
                problem = $"names are lost: {e.Message}";
            }
        }

        StoredHistoryView view = new(vault, layers, isArchive, scratchFolder, account);
        if (problem is not null)
        {
            view.Report(problem);
        }

        return view;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Participant> ParticipantsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SortedDictionary<string, Participant> known = new(StringComparer.Ordinal);
        foreach (HistoryLayer layer in _layers)
        {
            await foreach (MapEntry entry in ReadDirectoryAsync(layer, DirectoryCodec.ParticipantKey, cancellationToken))
            {
                Participant participant = DirectoryCodec.DecodeParticipant(entry.Record.Span);
                known[participant.Id] = known.TryGetValue(participant.Id, out Participant? newer) ? Complete(newer, participant) : participant;
            }
        }

        foreach (Participant participant in known.Values)
        {
            yield return participant;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatSummary> ChatsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatTally tally = new();
        await foreach (Chat chat in ChatListAsync(cancellationToken))
        {
            tally.Add(chat);
        }

        await foreach (IReadOnlyList<ArchivedVersion> versions in _merge.ReadAsync(cancellationToken))
        {
            ReadOnlySpan<byte> key = versions[^1].Entry.Key.Span;
            tally.Count(HistoryKey.Chat(key), HistoryKey.SentAt(key));
        }

        foreach (ChatSummary chat in tally.Summaries())
        {
            yield return chat;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Chat> ChatListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (HistoryLayer layer in _layers)
        {
            await foreach (MapEntry entry in ReadDirectoryAsync(layer, DirectoryCodec.ChatKey, cancellationToken))
            {
                yield return DirectoryCodec.DecodeChat(entry.Record.Span);
            }
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<HistoryMessage> MessagesAsync(string? chatId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[]? only = chatId is null ? null : Encoding.UTF8.GetBytes(chatId);
        await foreach (IReadOnlyList<ArchivedVersion> versions in _merge.ReadAsync(cancellationToken))
        {
            if (only is not null && !HistoryKey.Chat(versions[0].Entry.Key.Span).SequenceEqual(only))
            {
                continue;
            }

            foreach (ArchivedVersion version in versions)
            {
                yield return Decode(version);
            }
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<HistoryMessage> MessagesByChatAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatOrder order = await ChatOrder.OfAsync(this, cancellationToken);
        using SortedSpool spool = new(_scratchFolder);
        byte[] place = new byte[PlaceBytes];
        byte[] payload = [];
        ulong sequence = 0;
        await foreach (IReadOnlyList<ArchivedVersion> versions in _merge.ReadAsync(cancellationToken))
        {
            uint chat = order.PlaceOf(Encoding.UTF8.GetString(HistoryKey.Chat(versions[0].Entry.Key.Span)));
            foreach (ArchivedVersion version in versions)
            {
                BinaryPrimitives.WriteUInt32BigEndian(place, chat);
                BinaryPrimitives.WriteUInt64BigEndian(place.AsSpan(sizeof(uint)), sequence++);
                int length = Pack(version, ref payload);
                spool.Add(place, payload.AsSpan(0, length));
            }
        }

        foreach (SpoolEntry entry in spool.Read())
        {
            yield return Decode(Unpack(entry.Payload));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<Stream?> OpenAttachmentAsync(HistoryMessage message, Attachment attachment, CancellationToken cancellationToken)
    {
        try
        {
            return await _attachments.OpenAsync(message.Source, attachment, cancellationToken);
        }
        catch (VaultException e) when (e.Problem == VaultProblem.Damaged)
        {
            Report($"the content of {attachment.Path ?? "an attachment"} is lost: {e.Message}");
            return null;
        }
    }

    /// <summary>What it is made of.</summary>
    internal IReadOnlyList<HistoryLayer> Layers => _layers;

    /// <summary>Whether it has every version of a message, or only what is shown now.</summary>
    internal bool IsArchive => _isArchive;

    /// <summary>The vault.</summary>
    internal Vault Vault => _vault;

    /// <summary>How far before and after a message its other versions may stand.</summary>
    internal ulong SpanMillis => _merge.SpanMillis;

    /// <summary>The messages of a part of the history, each with its versions, the last of which tells where it stands.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<HistoryMessage>> ReadAsync(HistorySlice slice, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<ArchivedVersion> versions in _merge.ReadAsync(slice, cancellationToken))
        {
            yield return [.. versions.Select(Decode)];
        }
    }

    // What the newer source does not tell of somebody, an older one may.
    private static Participant Complete(Participant newer, Participant older) => newer with
    {
        Name = newer.Name ?? older.Name,
        Phone = newer.Phone ?? older.Phone,
        Alias = newer.Alias ?? older.Alias,
    };

    private static int Pack(ArchivedVersion version, ref byte[] payload)
    {
        MapEntry entry = version.Entry;
        int length = HeaderBytes + entry.Key.Length + entry.Record.Length;
        if (payload.Length < length)
        {
            payload = new byte[2 * length];
        }

        BinaryPrimitives.WriteInt32LittleEndian(payload, version.Layer);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(4), entry.Key.Length);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(8), version.FirstMillis);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(16), version.LastMillis);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(24), version.RecalledAtMillis ?? 0);
        payload[32] = version.IsOpen ? (byte)1 : (byte)0;
        payload[33] = version.IsLast ? (byte)1 : (byte)0;
        entry.Key.Span.CopyTo(payload.AsSpan(HeaderBytes));
        entry.Record.Span.CopyTo(payload.AsSpan(HeaderBytes + entry.Key.Length));
        return length;
    }

    private static ArchivedVersion Unpack(ReadOnlyMemory<byte> payload)
    {
        ReadOnlySpan<byte> header = payload.Span;
        int keyLength = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
        MapEntry entry = new(payload.Slice(HeaderBytes, keyLength), payload[(HeaderBytes + keyLength)..]);
        return new ArchivedVersion(
            BinaryPrimitives.ReadInt32LittleEndian(header), entry, BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(header[16..]), header[32] != 0, header[33] != 0)
        {
            RecalledAtMillis = BinaryPrimitives.ReadInt64LittleEndian(header[24..]) is not 0 and long recalled ? recalled : null,
        };
    }

    private HistoryMessage Decode(ArchivedVersion version)
    {
        Message message = RecordCodec.Decode(version.Entry.Key.Span, version.Entry.Record.Span).Message;
        message = version.RecalledAtMillis is long recalled ? message with { RevokedAtMillis = recalled } : message;
        Seen? seen = null;
        if (_isArchive)
        {
            DateTimeOffset last = DateTimeOffset.FromUnixTimeMilliseconds(version.LastMillis);
            seen = new Seen(DateTimeOffset.FromUnixTimeMilliseconds(version.FirstMillis), last, version is { IsLast: true, IsOpen: false } ? last : null);
        }

        return new HistoryMessage(MessageIdentity.IdOf(_layers[version.Layer].Source.App, HistoryKey.Stem(version.Entry.Key.Span), message), message, seen)
        {
            IsLastVersion = version.IsLast,
            Source = version.Layer,
            Platform = _layers[version.Layer].Source.Platform,
        };
    }

    private async IAsyncEnumerable<MapEntry> ReadDirectoryAsync(HistoryLayer layer, byte type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        KeyRange range = KeyRange.StartingWith(new byte[] { type });
        void Lose(MapLoss loss) => Report($"up to {loss.Entries} names of people and chats are lost: {loss.Problem}");
        await foreach (IReadOnlyList<MapEntry> node in _vault.OpenMap(layer.Directory).SalvageNodesAsync(range, Lose, cancellationToken))
        {
            foreach (MapEntry entry in node)
            {
                if (_isArchive || HistoryRecord.IsOpen(entry.Record.Span))
                {
                    yield return entry;
                }
            }
        }
    }
}
