using System.Security.Cryptography;
using System.Text;

namespace Satchel.Cli.Samples;

/// <content>Kinds of messages so rare that they are written at fixed distances, so that every phone has them.</content>
internal sealed partial class SampleMessages
{
    private long _pollOption;

    private (Func<SampleChat, bool> Where, Action<SampleMessage> Write)[] RareKinds() =>
    [
        (InGroup, WritePoll),
        (Anywhere, message => WriteMedia(message, SampleMediaKind.Gif)),
        (InDirect, WriteCall),
        (InGroup, WriteGroupCreated),
        (InDirect, message => WriteViewOnce(message, ViewOnceImage)),
        (InGroup, WriteTitleChange),
        (Anywhere, WriteContacts),
        (InDirect, message => WriteMedia(message, SampleMediaKind.VideoNote)),
        (InGroup, WriteMention),
        (InDirect, WriteMissedCall),
        (Anywhere, WriteLiveLocation),
        (InGroup, WriteIconChange),
        (InGroup, WriteRevokedByAdmin),
        (Anywhere, message => WriteMedia(message, SampleMediaKind.Audio)),
        (InDirect, message => WriteViewOnce(message, ViewOnceVideo)),
        (Anywhere, WriteAlbum),
        (InDirect, WriteTimerChange),
        (InDirect, WriteExpiring),
        (InGroup, WriteNumberChange),
        (Anywhere, WriteManyReactions),
        (InDirect, WriteGroupInvite),
        (InDirect, WriteBlocked),
        (Anywhere, WriteDocumentWithCaption),
        (InChannel, WriteText),
        (InDirect, message => WriteViewOnce(message, ViewOnceVoice)),
        (InGroup, WriteCall),
        (InStatus, WriteColouredStatus),
        (Anywhere, WritePinned),
        (Anywhere, WriteForwardedOften),
        (InDirect, WriteFromBroadcastList),
        (Anywhere, WriteUndecryptable),
        (Anywhere, WriteOfUnknownType),
        (InBroadcastList, WriteText),
        (Anywhere, WriteEveryScript),
        (Anywhere, WriteVeryLong),
        (Anywhere, WritePreviewOfMatchedText),
    ];

    private static bool Anywhere(SampleChat chat) => chat.Kind is SampleChatKind.Direct or SampleChatKind.Group;

    private static bool InDirect(SampleChat chat) => chat.Kind == SampleChatKind.Direct && chat.JidRowId != SamplePeople.OwnerRow;

    private static bool InGroup(SampleChat chat) => chat.Kind == SampleChatKind.Group;

    private static bool InChannel(SampleChat chat) => chat.Kind == SampleChatKind.Channel;

    private static bool InStatus(SampleChat chat) => chat.Kind == SampleChatKind.Status;

    private static bool InBroadcastList(SampleChat chat) => chat.Kind == SampleChatKind.BroadcastList;

    private void WritePoll(SampleMessage message)
    {
        message.Type = 66;
        message.Text = _text.NextWords(5);
        _rows.Into("message_poll", "message_row_id,enc_key,selectable_options_count").Add(message.Id).Add(_random.NextBytes(32)).Add(0).Insert();
        _rows.Into("message_secret", "message_row_id,message_secret").Add(message.Id).Add(_random.NextBytes(32)).Insert();
        long[] options = new long[3];
        for (int i = 0; i < options.Length; i++)
        {
            string name = i == 2 ? _text.NextChineseWords(2) : _text.NextWords(2);
            string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            options[i] = ++_pollOption;
            _rows.Into("message_poll_option", "_id,message_row_id,option_sha256,option_name,vote_total").Add(_pollOption).Add(message.Id).Add(hash).Add(name).Add(i == 0 ? 2 : 1).Insert();
        }

        for (int i = 0; i < Math.Min(4, message.Chat.Members.Length); i++)
        {
            long at = message.SentAt + 20_000 + (i * 7_000);
            long vote = _rows.AddAddOn(67, message.Chat.RowId, fromMe: i == 3, _random.NextHex(32), i == 3 ? 0 : message.Chat.Members[i], message.Id, at);
            _rows.Into("message_add_on_poll_vote", "message_add_on_row_id,sender_timestamp").Add(vote).Add(at).Insert();
            _rows.Into("message_add_on_poll_vote_selected_option", "message_add_on_row_id,message_poll_option_id").Add(vote).Add(options[i % 3]).Insert();
        }
    }

    private void WriteMention(SampleMessage message)
    {
        long member = message.Chat.Members[_random.Next(message.Chat.Members.Length)];
        message.Text = $"@{member} {_text.NextWords(4)}";   // on a phone the number, which a reader does not look at
        _rows.Into("message_mentions", "message_row_id,jid_row_id,display_name,mention_type").Add(message.Id).Add(member).AddNull().Add(0).Insert();
    }

    private void WriteExpiring(SampleMessage message)
    {
        const int WeekSeconds = 604_800;
        WriteText(message);
        _rows.Into("message_ephemeral", "message_row_id,duration,expire_timestamp,keep_in_chat").Add(message.Id).Add(WeekSeconds).Add(message.SentAt + (WeekSeconds * 1000L)).Add(0).Insert();
    }

    private void WriteManyReactions(SampleMessage message)
    {
        WriteText(message);
        message.AddOnFlags = 1;
        for (int i = 0; i < Math.Min(4, message.Chat.Members.Length); i++)
        {
            string emoji = i == 2 ? "" : _text.NextEmoji();   // an empty one was taken back
            long sender = message.Chat.Kind == SampleChatKind.Group ? message.Chat.Members[i] : 0;
            _rows.AddReaction(message.Chat.RowId, fromMe: false, _random.NextHex(32), sender, message.Id, message.SentAt + 5_000 + (i * 900), emoji);
        }
    }

    private void WriteGroupInvite(SampleMessage message)
    {
        message.Type = 24;
        message.Text = _text.NextWords(4);
        SampleChat group = ChatWhere(InGroup);
        _rows.Into("message_group_invite", "message_row_id,group_jid_row_id,admin_jid_row_id,group_name,invite_code,expiration,invite_time,expired")
            .Add(message.Id).Add(group.JidRowId).Add(SamplePeople.OwnerRow).Add(_text.NextWords(2)).Add(_random.NextHex(16)).Add((message.SentAt / 1000) + 259_200).Add(message.SentAt / 1000).Add(0).Insert();
    }

    private void WriteColouredStatus(SampleMessage message)
    {
        message.Text = _text.Next(SampleLanguage.Both);
        _rows.Into("message_text", "message_row_id,description,page_title,url,font_style,text_color,background_color,preview_type")
            .Add(message.Id).AddNull().AddNull().AddNull().Add(_random.Next(5)).Add(-1).Add(-16_777_216 + _random.Next(16_000_000)).Add(0).Insert();
    }

    private void WritePinned(SampleMessage message)
    {
        WriteText(message);
        _ = _rows.AddAddOn(79, message.Chat.RowId, fromMe: true, _random.NextHex(32), 0, message.Id, message.SentAt + 8_000);
    }

    private void WriteForwardedOften(SampleMessage message)
    {
        WriteMedia(message, SampleMediaKind.Image);
        if (message.Fate is not (> 0.7 and < 0.72))
        {
            message.OriginationFlags |= 1;
            _rows.Into("message_forwarded", "message_row_id,forward_score,forward_origin").Add(message.Id).Add(127).Add(0).Insert();
        }
    }

    private void WriteFromBroadcastList(SampleMessage message)
    {
        WriteText(message);
        message.Broadcast = !message.FromMe;
    }

    private void WriteUndecryptable(SampleMessage message)
    {
        message.Type = 11;
        _rows.Into("message_future", "message_row_id,version,data,future_message_type").Add(message.Id).Add(2).Add(_random.NextBytes(80)).Add(0).Insert();
    }

    private void WriteOfUnknownType(SampleMessage message)
    {
        message.Type = _random.Pick(92, 94, 103, 116, 171);
        message.Text = _random.Chance(0.5) ? _text.NextWords(4) : null;
    }

    private void WriteEveryScript(SampleMessage message) =>
        message.Text = "שלום مرحبا नमस्ते สวัสดี 안녕 👩‍👩‍👧‍👦 e\u0301 \u202Eabc\u202C \t\r\nsecond line & <b>not bold</b> \"quoted\", 'it''s'; -- \U00020BB7";

    private void WriteVeryLong(SampleMessage message) =>
        message.Text = string.Join('\n', Enumerable.Range(0, 60).Select(_ => _text.NextWords(30)));

    private void WritePreviewOfMatchedText(SampleMessage message)
    {
        string url = _text.NextAddress();
        message.Text = _text.NextWords(3) + " " + url;
        AddPreview(message, url);
    }
}
