namespace Satchel.Server.Administration;

/// <summary>What is to become of an account that nobody pays for any more.</summary>
/// <param name="Email">Its address.</param>
/// <param name="Account">Its id.</param>
/// <param name="State">
/// <c>off</c>: would be announced if deletion were on; <c>due</c>: is announced at the next run; <c>announced</c>; <c>undelivered</c>: a warning could not be sent, so
/// it is not deleted; <c>trash</c>; <c>held</c>; <c>suspended</c>.
/// </param>
/// <param name="Day">When it goes into the trash, or, from there, for good.</param>
/// <param name="Warnings">How many warnings were made.</param>
/// <param name="UsedBytes">What it stores.</param>
internal sealed record DeletionPlan(string Email, string Account, string State, DateTimeOffset Day, int Warnings, long UsedBytes);
