using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>A database as the snapshot before has it.</summary>
/// <param name="Record">Its record.</param>
/// <param name="Description">Its description.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record PreviousDatabase(FileRecord Record, DatabaseDescription Description, SortedMap Rows);
