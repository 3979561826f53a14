namespace Satchel.Vaults.Snapshots;

/// <summary>A snapshot that is no more, with what a reader needs to follow its device's chain past it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Device">Its device.</param>
/// <param name="Number">Its number.</param>
/// <param name="Previous">The id of the record before it; null for number 1.</param>
internal sealed record ForgottenRecord(Digest Id, string Device, long Number, Digest? Previous);
