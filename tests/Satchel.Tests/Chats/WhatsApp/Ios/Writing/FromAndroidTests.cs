using Satchel.Chats;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.Chats.WhatsApp.Ios.Writing;
using Satchel.Tests.Chats.WhatsApp.Android;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

/// <summary>Random histories of Android, written for an iPhone and read there.</summary>
public sealed class FromAndroidTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_message_that_is_written_reads_back_but_for_what_is_listed_as_lost(int seed)
    {
        using Android.History phone = new();
        new RandomHistory(phone.Store, seed).Grow(300);
        List<Message> messages = [.. phone.Messages().OrderBy(message => message.SentAtMillis)];
        using WrittenStore store = new();

        await store.WriteAsync([.. messages]);

        Dictionary<(string, string?), Message> read = ReadBackTests.Read(store).ToDictionary(message => (message.ChatId, message.NativeId));
        HashSet<string> mayDiffer = [.. store.Losses.All.Select(loss => loss.What)];
        Assert.Subset(new HashSet<string>(IosLosses.All), mayDiffer);
        int written = 0;
        foreach ((Message message, WriteOutcome outcome) in messages.Zip(store.Outcomes))
        {
            if (outcome == WriteOutcome.Written)
            {
                written++;
                Assert.Equal(Shown(message), Shown(read[(message.ChatId, message.NativeId)]));
            }
        }

        Assert.Equal(read.Count, written);
        Assert.True(written > 200);
    }

    // Somebody who was added or removed, and is not named, leaves no place for who did it.
    private static string Shown(Message message) => string.Join('\n',
        message.NativeId, message.SentAtMillis, Kind(message), message.Body is SystemBody { Event: SystemEvent.ParticipantAdded or SystemEvent.ParticipantRemoved, Subjects.Count: 0 or 1 } ? "" : message.SenderId, message.Outgoing,
        message.Kind == MessageKind.LiveLocation ? "" : message.Text, message.ReplyTo, string.Join(',', message.Reactions),
        message.Body switch
        {
            PollBody poll => poll.Question + string.Join(',', poll.Options.Select(option => option.Text + string.Join('+', option.Voters.Order()))),
            CallBody call => $"{call.Outcome} {call.DurationSeconds}",
            SystemBody happened => IosEvents.CodeOf(happened.Event) is null ? nameof(SystemEvent.Other) : happened.Event.ToString(),
            _ => "",
        });

    // What has no code on an iPhone but words is a text there.
    private static MessageKind Kind(Message message) => message.Kind switch
    {
        MessageKind.LiveLocation => MessageKind.Location,
        MessageKind.Unknown => MessageKind.Text,
        _ => message.Kind,
    };
}
