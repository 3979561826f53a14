using Satchel.Chats;

namespace Satchel.History;

/// <summary>A version of a message as a <c>history</c> map holds it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Version">The version's number, from 0.</param>
/// <param name="FirstMillis">The time of the first snapshot that showed it.</param>
/// <param name="LastMillis">The time of the last; null while the newest does.</param>
internal readonly record struct StoredMessage(Message Message, int Version, long FirstMillis, long? LastMillis);
