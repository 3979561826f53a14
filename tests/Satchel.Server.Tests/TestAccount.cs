namespace Satchel.Server.Tests;

/// <summary>An account made for a test.</summary>
/// <param name="Id">32 hex digits.</param>
/// <param name="Email">Its address.</param>
/// <param name="Device">The id of its device.</param>
/// <param name="AddToken">A token of scope <c>add</c>.</param>
/// <param name="OwnerToken">A token of scope <c>owner</c>.</param>
public sealed record TestAccount(string Id, string Email, string Device, string AddToken, string OwnerToken);
