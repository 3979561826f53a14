using System.Text.Json;
using Satchel.Storage;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults.Maintenance;

/// <summary>The sessions of a vault: begun before anything is relied on, ended when the work is done.</summary>
internal sealed class Sessions(IBlobStore store, KeyRing keys, string device)
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Says that work begins.</summary>
    public async Task<Session> BeginAsync(SessionPurpose purpose, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Session session = new(Session.NewId(), purpose, device, SessionProcess.Current, now);
        SessionProcess.Begin(session.Id);
        try
        {
            await store.PutAsync(session.Blob, SealedBlob.Seal(keys, Session.Kind, Write(session)), cancellationToken);
            return session;
        }
        catch
        {
            SessionProcess.End(session.Id);
            throw;
        }
    }

    /// <summary>Says that work has ended. Where the storage does not take it, the session dies with its process.</summary>
    public async Task EndAsync(Session session)
    {
        SessionProcess.End(session.Id);
        try
        {
            _ = await store.DeleteAsync(session.Blob, CancellationToken.None);
        }
        catch (StorageException)
        {
            // A collection on this machine sees that the process does not hold it any more; another waits until it expires.
        }
    }

    /// <summary>Every session there is, and the blobs below sessions/ that are none.</summary>
    public async Task<(List<Session> Sessions, List<(BlobName Blob, string Problem)> Damaged)> ListAsync(CancellationToken cancellationToken)
    {
        List<Session> sessions = [];
        List<(BlobName, string)> damaged = [];
        await foreach (BlobInfo blob in store.ListAsync(Session.Folder, cancellationToken))
        {
            string id = blob.Name.Value[Session.Folder.Length..];
            if (!DeviceId.IsValid(id))
            {
                continue;
            }

            try
            {
                byte[] bytes = await store.ReadAllAsync(blob.Name, MaxBytes, cancellationToken);
                sessions.Add(Read(id, SealedBlob.Open(keys, Session.Kind, bytes, blob.Name.Value), blob.ModifiedAt));
            }
            catch (StorageException error) when (error.Problem == StorageProblem.NotFound)
            {
                // It ended between the list and the read.
            }
            catch (Exception error) when (error is VaultException || error is StorageException { Problem: StorageProblem.WrongLength }
                || error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                damaged.Add((blob.Name, error.Message));
            }
        }

        return (sessions, damaged);
    }

    private static byte[] Write(Session session)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter json = new(output))
        {
            json.WriteStartObject();
            json.WriteNumber("format", 1);
            json.WriteString("id", session.Id);
            json.WriteString("purpose", session.Purpose == SessionPurpose.Write ? "write" : "upkeep");
            json.WriteString("device", session.Device);
            json.WriteString("host", session.Process.Host);
            json.WriteString("boot", session.Process.Boot);
            json.WriteString("space", session.Process.Space);
            json.WriteNumber("process", session.Process.Process);
            json.WriteString("started", session.Process.Started);
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    private static Session Read(string id, ReadOnlyMemory<byte> content, DateTimeOffset begunAt)
    {
        using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = 4 });
        JsonElement json = document.RootElement;
        string Text(string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"a session has no {name}");
        SessionProcess process = new(Text("host"), Text("boot"), Text("space"), json.GetProperty("process").GetInt32(), Text("started"));
        return Text("id") == id
            ? new Session(id, Text("purpose") == "write" ? SessionPurpose.Write : SessionPurpose.Upkeep, Text("device"), process, begunAt)
            : throw new FormatException("a session lies under another's name");
    }
}
