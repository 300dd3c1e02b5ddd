# The steps of tutorial.ipynb on a table of dyad-years, in plain R without packages:
#   conflictkg load idlib-2015 syria-2011-2019
#   conflictkg export -f dyad-year -o dyads.csv
#   Rscript tutorial.R dyads.csv
# What the columns mean is in docs/formats.md.

words <- commandArgs(trailingOnly = TRUE)
path <- if (length(words) > 0) words[1] else "dyads.csv"
dyads <- read.csv(path, na.strings = "", encoding = "UTF-8", check.names = FALSE)
cat(nrow(dyads), "dyad-years,", sum(is.na(dyads$year)), "of them without a year\n")

# Who was certainly in Jaysh al-Fatah in 2015? A member may be a or b of the pair.
year <- dyads[!is.na(dyads$year) & dyads$year == 2015, ]
members <- c(
  year$b_name[year$a_name == "Jaysh al-Fatah" & year$member_of_ba > 0],
  year$a_name[year$b_name == "Jaysh al-Fatah" & year$member_of_ab > 0]
)
cat("Members in 2015:", paste(sort(members, method = "radix"), collapse = ", "), "\n")

# Fights by year: pairs with a hostility that is accepted by the policy and certain in the year.
fights <- dyads[dyads$hostile_to > 0, ]
years <- table(fights$year)
for (each in names(years)) cat(each, years[[each]], "\n")

# Who fought the most others in 2017?
of_2017 <- fights[fights$year == 2017, ]
degree <- table(c(of_2017$a_name, of_2017$b_name))
degree <- degree[order(-degree, names(degree), method = "radix")]
for (name in names(head(degree, 5))) cat(degree[[name]], name, "\n")

# A figure for print, 160 mm wide.
pdf("fights.pdf", width = 160 / 25.4, height = 90 / 25.4, pointsize = 9, title = "Fights by year")
par(mar = c(4, 4, 3, 1))
barplot(years,
  col = "#2f6f8f", border = NA, las = 1, ylim = c(0, max(pretty(c(0, years)))),
  ylab = "pairs hostile", main = "Pairs of armed actors that fought, by year"
)
told <- paste("Accepted by policy", dyads$policy[1], "and certain in the year, as these sources tell; not all that happened")
mtext(told, side = 1, line = 2.6, cex = 0.9)
invisible(dev.off())
