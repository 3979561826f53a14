using Satchel.Chats;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosCallsTests
{
    [Fact]
    public void A_call_of_the_history_is_a_message_of_its_peers_chat()
    {
        using IosHistory history = new();
        history.Store.Message(Cleo, "A", T0, text: "before");
        history.Store.Message(Cleo, "B", T0 + 10_000, text: "after");
        history.Calls.Call("CALL1", T0 + 5_000, 0, 61.4, incoming: true, video: true, [Ben]);

        List<Message> messages = history.Messages();

        Assert.Equal(["A", "CALL1", "B"], messages.Select(message => message.NativeId));
        Message call = messages[1];
        Assert.Equal((MessageKind.Call, Ben, Ben, false, T0 + 5_000), (call.Kind, call.ChatId, call.SenderId, call.Outgoing, call.SentAtMillis));
        Assert.Equal(new CallBody(true, CallOutcome.Answered, 61), call.Body);
    }

    [Theory]
    [InlineData(1, CallOutcome.Missed)]
    [InlineData(2, CallOutcome.Failed)]
    [InlineData(4, CallOutcome.Declined)]
    [InlineData(9, null)]
    public void An_outcome_is_told_by_its_code(int code, CallOutcome? outcome)
    {
        using IosHistory history = new();
        history.Calls.Call("CALL1", T0, code, 0, incoming: false, video: false, [Ben]);

        Message call = history.Only();

        Assert.Equal((true, Me), (call.Outgoing, call.SenderId));
        Assert.Equal(new CallBody(false, outcome, null), call.Body);
        Assert.Equal(outcome is null ? """{"outcome":9}""" : null, call.Raw);
    }

    [Fact]
    public void A_call_of_a_group_stands_in_the_group_under_who_called()
    {
        using IosHistory history = new();
        history.Store.Session(Group, "The group");
        history.Calls.Call("CALL1", T0, 0, 5, incoming: true, video: false, [Cleo, Ben], group: Group, creator: Ben);

        Message call = history.Only();

        Assert.Equal((Group, Ben), (call.ChatId, call.SenderId));
    }

    [Fact]
    public void A_row_and_the_history_tell_one_call()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "CALL1", T0, 59, fromMe: true, more: ("ZGROUPEVENTTYPE", 2));
        history.Calls.Call("CALL1", T0 + 1, 0, 30, incoming: false, video: true, [Ben]);

        Message call = history.Only();

        Assert.Equal((MessageKind.Call, T0, "CALL1"), (call.Kind, call.SentAtMillis, call.NativeId));
        Assert.Equal(new CallBody(true, CallOutcome.Answered, 30), call.Body);
    }

    [Theory]
    [InlineData(10, 1, false, CallOutcome.Missed)]
    [InlineData(10, 4, true, CallOutcome.Missed)]
    [InlineData(10, 22, true, CallOutcome.Missed)]
    [InlineData(59, 4, null, CallOutcome.Declined)]
    [InlineData(59, 5, null, CallOutcome.Missed)]
    [InlineData(59, 34, null, null)]
    public void A_row_alone_tells_what_it_can(int type, int code, bool? video, CallOutcome? outcome)
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, type, more: ("ZGROUPEVENTTYPE", code));

        Message call = history.Only();

        Assert.Equal((MessageKind.Call, new CallBody(video, outcome, null), null), (call.Kind, call.Body, call.Status));
    }
}
