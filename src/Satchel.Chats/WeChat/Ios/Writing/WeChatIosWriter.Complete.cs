using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <content>Finishing the store and putting it into its place.</content>
internal sealed partial class WeChatIosWriter
{
    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_people.Complete(_target.Source.Id, _chats.All))
        {
            _warnings.Add("the phone's database of contacts is not there, or of a version that is not known: people whom the phone does not have appear under their ids");
        }

        List<WrittenChat> written = [.. _chats.All.Where(chat => chat.Last > chat.LastBefore)];
        foreach (WrittenChat chat in written)
        {
            chat.Dispose();
        }

        _databases.Finish();
        WeChatIosValidator.Check(_databases, written);
        Close();
        AddOwner();
        if (_target.WithoutContents && _isBackup)
        {
            return ValueTask.CompletedTask;   // what is thrown away need not be a backup first
        }

        WeChatIosOutput output = new(_target, _phone, _work, _account);
        if (_isBackup)
        {
            output.MakeBackup(cancellationToken);
        }
        else
        {
            output.Place(cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    // The list of logins names the owner: a hash alone does not.
    private void AddOwner()
    {
        if (_phone is not null || _target.Source.Id is not { } owner)
        {
            return;
        }

        ProtobufBuilder record = new();
        record.Add(1, Encoding.UTF8.GetBytes(owner));
        if (_target.Source.Name is { Length: > 0 } name)
        {
            record.Add(3, Encoding.UTF8.GetBytes(name));
        }

        ProtobufBuilder records = new();
        records.AddLengthAnd(record.Written);
        ProtobufBuilder file = new();
        file.Add(1, records.Written);
        File.WriteAllBytes(Path.Join(_work, WeChatIosNames.Documents, WeChatIosNames.Logins), file.Written);
    }
}
