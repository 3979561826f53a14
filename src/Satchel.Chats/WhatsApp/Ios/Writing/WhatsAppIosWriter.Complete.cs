using Satchel.Chats.Apple;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <content>Finishing the store and putting it into its place.</content>
internal sealed partial class WhatsAppIosWriter
{
    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_sessions.ChatsUnderLids > 0)
        {
            _warnings.Add($"{_sessions.ChatsUnderLids} chats are with people of whom no number is known; whoever is known by number on the phone appears twice");
        }

        FinishStore();
        FinishBeside();
        Close();
        ChatStorageValidator.Check(WorkPath(IosNames.Messages), _added, _into?.Messages);
        cancellationToken.ThrowIfCancellationRequested();
        CopyRest(cancellationToken);
        if (_isBackup && _target.WithoutContents)
        {
            Directory.Delete(_work, recursive: true);   // what is thrown away need not be a backup first
        }
        else if (_isBackup)
        {
            BackupOutput.Write(_target, _into, _work, cancellationToken);
            Directory.Delete(_work, recursive: true);
        }
        else
        {
            Place();
        }

        return ValueTask.CompletedTask;
    }

    private void FinishStore()
    {
        _indices?.Restore();
        if (_into is null)
        {
            _store.Database.Execute(WorkingStore.Schema("ChatStorage.indices"));
        }

        if (_into is null)
        {
            AddPushNames();
        }

        new SessionClosing(_store.Database, _added, _target.Losses).Close(_sessions.All);
        _entities.Save();
        _existing.Dispose();
        _tables.Dispose();
        _sessions.Dispose();
        _store.Finish();
    }

    private void AddPushNames()
    {
        const string Entity = "WAProfilePushName";
        string[] slots = ["Z_PK", "ZJID", "ZPUSHNAME"];
        StoreTable table = new(_store.Database, "ZWAPROFILEPUSHNAME");
        using RowInsert insert = new(table, slots, new StoreFillings(_entities, new StoreConventions()).Of(table, slots, Entity));
        foreach (Participant person in _people.Values)
        {
            if (person.Name is { Length: > 0 } name)
            {
                insert.Set(0, _entities.NextRow(Entity));
                insert.Set(1, person.Id);
                insert.Set(2, name);
                insert.Insert();
            }
        }
    }

    private void FinishBeside()
    {
        if (_into is null)
        {
            ContactNames.Write(WorkPath(IosNames.Contacts), _target.Source.Id ?? "", _people.Values.Where(person => (person.Alias ?? person.Name) is { Length: > 0 }));
        }

        if (_calls is null)
        {
            return;
        }

        _calls.Finish();
        if (_into is null && !_calls.HasCalls)
        {
            File.Delete(WorkPath(IosNames.Calls));
        }
    }

    // The phone's own files that were not written anew, so that the folder is whole.
    private void CopyRest(CancellationToken cancellationToken)
    {
        bool isInBackup = _isBackup && _into?.Base.Files is IosBackupFiles;
        if (_into is not null && !isInBackup && !_target.WithoutContents)
        {
            TargetFiles.Copy(_into, _work, cancellationToken);
        }
    }

    private void Place()
    {
        foreach (string folder in Directory.EnumerateDirectories(_work))
        {
            Directory.Move(folder, Path.Join(_target.Folder, Path.GetFileName(folder)));
        }

        foreach (string file in Directory.EnumerateFiles(_work).OrderBy(file => Path.GetFileName(file) == IosNames.Messages))
        {
            File.Move(file, Path.Join(_target.Folder, Path.GetFileName(file)), overwrite: false);
        }

        Directory.Delete(_work);
    }
}
