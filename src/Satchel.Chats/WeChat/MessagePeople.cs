namespace Satchel.Chats.WeChat;

/// <summary>Whose user names stand in a message.</summary>
internal static class MessagePeople
{
    /// <summary>Adds everybody who is named in a message: who sent it, whom it quotes and mentions, what a notice is about.</summary>
    public static void AddTo(HashSet<string> people, Message message)
    {
        Add(people, message.SenderId);
        Add(people, message.ReplyTo?.SenderId);
        people.UnionWith(message.Mentions);
        if (message.Body is SystemBody system)
        {
            Add(people, system.Actor);
            people.UnionWith(system.Subjects);
        }
    }

    private static void Add(HashSet<string> people, string? id)
    {
        if (!string.IsNullOrEmpty(id))
        {
            people.Add(id);
        }
    }
}
