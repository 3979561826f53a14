namespace Satchel.Server.Background;

/// <summary>Somebody else does this work now.</summary>
internal sealed class LeaseLostException(string name) : Exception($"the lease of '{name}' is somebody else's");
