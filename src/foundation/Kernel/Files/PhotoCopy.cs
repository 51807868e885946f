namespace VanLang.Kernel.Files;

/// <summary>What came of copying a photo.</summary>
/// <param name="Whole">False if the photo is cut off or broken.</param>
/// <param name="Changed">True if something was left out.</param>
/// <param name="Pixels">Width times height, 0 if not known.</param>
internal readonly record struct PhotoCopy(bool Whole, bool Changed = false, long Pixels = 0)
{
    public static readonly PhotoCopy Broken = new(false);
}
