namespace VanLang.Web.Contracts;

/// <summary>Which inputs of a <c>DateField</c> are marked as wrong.</summary>
[Flags]
public enum DateInputs
{
    None = 0,
    Day = 1,
    Month = 2,
    Year = 4,
    All = Day | Month | Year,
}
