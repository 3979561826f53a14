namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>What a reader knows of a history before it reads messages.</summary>
/// <param name="Schema">The messages' database.</param>
/// <param name="People">Who is who.</param>
/// <param name="Sessions">The chats.</param>
/// <param name="Members">Who is in them.</param>
/// <param name="Calls">The call history.</param>
internal sealed record IosStore(ChatStorageSchema Schema, IosPeople People, IosSessions Sessions, IosMembers Members, IosCalls Calls);
