namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>A stretch of messages whose dates stand in one order.</summary>
/// <param name="FirstMessage">The number of its first message, from 0.</param>
/// <param name="Order">The order.</param>
internal readonly record struct DateRun(long FirstMessage, DateOrder Order);
