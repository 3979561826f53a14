using Satchel.Vaults.Maps;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>Marks what is needed. Damage ends it: who deletes must know all that is needed.</summary>
internal sealed class LiveWalk(Vault vault, LiveObjects live) : ReferenceWalk(vault)
{
    private readonly Vault _vault = vault;

    /// <inheritdoc/>
    protected override bool IsSeen(Digest node, string where) => !live.Mark(_vault.Keys.IdOf(ObjectType.Node, node), $"{where}: node {node}");

    /// <inheritdoc/>
    protected override void OnChunk(Digest chunk, string where, bool isCertain)
    {
        ObjectId id = _vault.Keys.IdOf(ObjectType.Chunk, chunk);
        if (isCertain)
        {
            _ = live.Mark(id, $"{where}: chunk {chunk}");
        }
        else
        {
            live.MarkIfThere(id);
        }
    }

    /// <inheritdoc/>
    protected override bool OnDamage(VaultException error, MapRoot map, string where) => false;
}
