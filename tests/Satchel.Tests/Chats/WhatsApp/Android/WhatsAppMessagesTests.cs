using Satchel.Chats;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class WhatsAppMessagesTests : IDisposable
{
    private readonly History _history = new();

    public void Dispose() => _history.Dispose();

    [Fact]
    public void A_received_text_has_its_sender_and_times()
    {
        _history.Store.Message(Ben, "3EB0AA", T0 + 7, text: "hello");

        Message message = _history.Only();

        Assert.Equal(Ben, message.ChatId);
        Assert.Equal("3EB0AA", message.NativeId);
        Assert.Equal(MessageKind.Text, message.Kind);
        Assert.Equal(Ben, message.SenderId);
        Assert.False(message.Outgoing);
        Assert.Equal(T0 + 7, message.SentAtMillis);
        Assert.Equal(T0 + 357, message.ReceivedAtMillis);
        Assert.Equal("hello", message.Text);
        Assert.Equal(MessageStatus.Received, message.Status);
        Assert.Null(message.Raw);
    }

    [Theory]
    [InlineData(0, MessageStatus.Pending)]
    [InlineData(4, MessageStatus.Sent)]
    [InlineData(5, MessageStatus.Delivered)]
    [InlineData(8, MessageStatus.Played)]
    [InlineData(13, MessageStatus.Read)]
    [InlineData(20, MessageStatus.Failed)]
    public void The_ticks_of_an_own_message_are_its_status(long code, MessageStatus expected)
    {
        _history.Store.Message(Ben, "A1", T0, text: "x", fromMe: true, more: ("status", code));

        Message message = _history.Only();

        Assert.Equal(expected, message.Status);
        Assert.Equal(Me, message.SenderId);
        Assert.True(message.Outgoing);
        Assert.Null(message.ReceivedAtMillis);
    }

    [Fact]
    public void An_own_message_has_no_sender_where_the_owner_is_unknown()
    {
        _history.Store.Message(Ben, "A1", T0, text: "x", fromMe: true);

        Assert.Null(_history.Only(accountId: null).SenderId);
    }
}
