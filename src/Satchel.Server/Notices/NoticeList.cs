namespace Satchel.Server.Notices;

/// <summary>The answer to <c>GET /v1/account/notices</c>.</summary>
/// <param name="Notices">Newest first.</param>
internal sealed record NoticeList(IReadOnlyList<NoticeEntry> Notices);
