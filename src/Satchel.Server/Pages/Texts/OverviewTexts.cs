namespace Satchel.Server.Pages.Texts;

/// <summary>The first page of an account.</summary>
internal static class OverviewTexts
{
    public static readonly Text Menu = new("Overview", "概览");
    public static readonly Text Title = new("Your account", "您的账户");
    public static readonly Text Storage = new("Storage", "存储空间");
    public static readonly Text UsedOf = new("{0} of {1} used", "已用 {0}，共 {1}");
    public static readonly Text Free = new("{0} left", "剩余 {0}");
    public static readonly Text OverBy = new("{0} more than the plan holds", "超出套餐 {0}");
    public static readonly Text Full = new("Saving is refused until there is room: delete old snapshots with satchel forget and prune, or take a larger plan. What is saved already is whole.", "腾出空间之前不再接受新的保存：用 satchel forget 和 prune 删除旧快照，或升级套餐。已保存的内容完好。");
    public static readonly Text Vaults = new("By vault", "按保险库");
    public static readonly Text Vault = new("Vault", "保险库");
    public static readonly Text Used = new("Used", "已用");
    public static readonly Text NoVaults = new("No vault yet. Make one with:", "还没有保险库。用下面的命令创建：");
    public static readonly Text InTrash = new("Deleted things stay in the trash for 30 days and do not count.", "删除的内容会在回收站保留 30 天，不占用空间。");
}
