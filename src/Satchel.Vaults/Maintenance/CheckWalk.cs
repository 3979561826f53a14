using Satchel.Vaults.Index;
using Satchel.Vaults.Maps;
using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>Walks all that snapshots name and notes what of it is not there, and what the damage found before affects.</summary>
internal sealed class CheckWalk(Vault vault, DamageList damage) : ReferenceWalk(vault)
{
    private readonly Vault _vault = vault;
    private readonly HashSet<ObjectId> _nodes = [];

    /// <inheritdoc/>
    protected override bool IsSeen(Digest node, string where)
    {
        ObjectId id = _vault.Keys.IdOf(ObjectType.Node, node);
        if (!_nodes.Add(id))
        {
            return true;
        }

        if (_vault.Index.TryFind(id, out ObjectLocation location, out _))
        {
            return damage.TryAddAffects(location.Pack, location.Number, where);
        }

        damage.Add($"node {node}", "is in no pack that an index lists", where);
        return true;
    }

    /// <inheritdoc/>
    protected override void OnChunk(Digest chunk, string where, bool isCertain)
    {
        if (_vault.Index.TryFind(_vault.Keys.IdOf(ObjectType.Chunk, chunk), out ObjectLocation location, out _))
        {
            _ = damage.TryAddAffects(location.Pack, location.Number, where);
        }
        else if (isCertain)
        {
            damage.Add($"chunk {chunk}", "is in no pack that an index lists", where);
        }
    }

    /// <inheritdoc/>
    protected override bool OnDamage(VaultException error, MapRoot map, string where)
    {
        damage.Add($"map {map.Digest}", error.Message, where);
        return true;
    }
}
