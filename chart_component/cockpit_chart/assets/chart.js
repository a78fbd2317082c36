// One element per chart for as long as the chart is on the page: a rerun only hands it another figure.
import "./plotly-cartesian-4.1.1.min.js" // its version is in its name, so that a browser may keep it for ever

const Plotly = window.Plotly
const CONFIG = { displayModeBar: false, displaylogo: false, scrollZoom: false, doubleClick: "reset", responsive: false }
const SHOWN_AFTER = 120 // ms: Plotly shows what is pointed at at most every 50 ms
const living = new WeakMap() // parent element → what is drawn there

export default function ({ parentElement, data, setTriggerValue }) {
  const chart = living.get(parentElement) ?? open(parentElement)
  chart.tell = mark => setTriggerValue("clicked", mark)
  chart.plot.setAttribute("aria-label", data.label)
  chart.plot.style.height = `${data.height}px`
  if (chart.figure !== data.figure) draw(chart, data.figure)
  return () => close(parentElement, chart)
}

function open(parentElement) {
  const plot = parentElement.appendChild(document.createElement("div"))
  const said = parentElement.appendChild(document.createElement("span"))
  plot.className = "cockpit-chart"
  plot.tabIndex = 0
  plot.setAttribute("role", "group")
  said.className = "cockpit-chart-said"
  said.setAttribute("aria-live", "polite")
  const chart = { plot, said, figure: null, at: -1, tell: () => {} }
  plot.addEventListener("keydown", event => walk(chart, event))
  plot.addEventListener("blur", () => leave(chart))
  chart.sized = new ResizeObserver(() => resize(chart))
  chart.sized.observe(parentElement)
  chart.paper = () => resize(chart)
  window.addEventListener("beforeprint", chart.paper)
  living.set(parentElement, chart)
  return chart
}

function resize(chart) {
  if (!chart.isDrawn || !chart.plot.offsetWidth) return // hidden meanwhile
  if (isSlim(chart.layout, chart.plot) !== chart.slim) draw(chart, chart.figure)
  else Plotly.Plots.resize(chart.plot).then(() => thin(chart)).catch(() => {})
}

// A figure whose `meta.slim` names a width leaves the annotations called "detail" out below it, and their margin.
const isSlim = (layout, plot) => plot.offsetWidth > 0 && plot.offsetWidth < (layout.meta?.slim?.below ?? 0)
const slimmed = layout => ({
  ...layout,
  margin: { ...layout.margin, r: layout.meta.slim.right },
  annotations: layout.annotations.filter(one => one.name !== "detail"),
})

// -- as many words along an axis as there is room for --------------------------------------------------------------------

const WIDE = 0x2e80 // from here on a letter is as wide as it is high

function ticksOf(layout) {
  const axes = Object.entries(layout).filter(([name, axis]) => name.startsWith("xaxis") && axis.ticktext?.length > 2)
  return axes.map(([name, axis]) => ({ name, values: axis.tickvals, texts: axis.ticktext, size: axis.tickfont?.size ?? 12 }))
}

function widthOf(text, size) {
  const lines = `${text}`.split("<br>").map(line => [...line].reduce((sum, one) => sum + (one.codePointAt(0) < WIDE ? 0.58 : 1), 0))
  return Math.max(...lines) * size
}

// Every second, third … word where all of them would run into each other; all of them again when there is room.
function thin(chart) {
  const changes = {}
  for (const { name, values, texts, size } of chart.ticks) {
    const axis = chart.plot._fullLayout?.[name]
    if (!axis?._length) continue
    const room = Math.abs(axis.d2p(values.at(-1)) - axis.d2p(values[0])) / (values.length - 1)
    const widest = Math.max(...texts.map(text => widthOf(text, size))) + 1
    const step = room > 0 ? Math.max(1, Math.ceil(widest / room)) : 1
    const kept = values.filter((_, place) => place % step === 0)
    if (kept.length === axis.tickvals.length) continue
    changes[`${name}.tickvals`] = kept
    changes[`${name}.ticktext`] = texts.filter((_, place) => place % step === 0)
  }
  if (Object.keys(changes).length) Plotly.relayout(chart.plot, changes).catch(() => {})
}

async function draw(chart, figure) {
  const isNew = chart.figure === null
  chart.figure = figure
  chart.at = -1
  const { data, layout } = JSON.parse(figure)
  chart.layout = layout
  chart.ticks = ticksOf(layout)
  // No transition: one that is still running when the chart leaves the page would go on without it and fail.
  chart.slim = isSlim(layout, chart.plot)
  await Plotly.react(chart.plot, data, { ...(chart.slim ? slimmed(layout) : layout), autosize: true }, CONFIG)
  chart.isDrawn = !chart.isClosed
  if (chart.isDrawn) thin(chart)
  if (isNew) chart.plot.on("plotly_click", event => told(chart, event.points[0]))
}

function close(parentElement, chart) {
  chart.isClosed = true
  chart.isDrawn = false
  chart.sized.disconnect()
  clearTimeout(chart.soon)
  window.removeEventListener("beforeprint", chart.paper)
  Plotly.purge(chart.plot)
  chart.plot.remove()
  chart.said.remove()
  living.delete(parentElement)
}

function told(chart, point) {
  const mark = point?.customdata ?? point?.fullData?.meta // a click into a filled outline hits no point of it
  if (mark != null) chart.tell(mark)
}

// -- by keyboard -------------------------------------------------------------------------------------------------------

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function walk(chart, event) {
  const marks = marksOf(chart.plot)
  if (event.key === "Enter" && marks[chart.at]) chart.tell(marks[chart.at].customdata)
  else if (event.key === "Escape" && chart.at >= 0) leave(chart)
  else if (event.key in STEPS && marks.length) go(chart, marks, STEPS[event.key])
  else return
  event.preventDefault()
  event.stopPropagation()
}

function go(chart, marks, step) {
  chart.at = chart.at < 0 && step < 0 ? marks.length - 1 : (chart.at + step + marks.length) % marks.length
  const mark = marks[chart.at]
  Plotly.Fx.hover(chart.plot, [{ curveNumber: mark.curve, pointNumber: mark.point }])
  clearTimeout(chart.soon)
  chart.soon = setTimeout(() => say(chart), SHOWN_AFTER)
}

function say(chart) {
  const shown = chart.plot.querySelectorAll(".hovertext text")
  chart.said.textContent = [...shown].map(one => one.textContent).join(" ")
}

function leave(chart) {
  if (chart.at >= 0) Plotly.Fx.unhover(chart.plot)
  chart.at = -1
}

// The marks that lead somewhere, in the order of the traces; one step for each place that they lead to.
function marksOf(plot) {
  const seen = new Set()
  const marks = []
  const add = (curve, point, customdata) => {
    const place = JSON.stringify(customdata)
    if (customdata == null || seen.has(place)) return
    seen.add(place)
    marks.push({ curve, point, customdata })
  }
  for (const [curve, trace] of (plot._fullData ?? []).entries()) {
    if (trace.visible !== true || trace.hoverinfo === "skip") continue
    for (const [row, one] of (trace.customdata ?? []).entries()) {
      const isGrid = trace.type === "heatmap"
      if (isGrid) one.forEach((cell, column) => add(curve, [row, column], cell))
      else add(curve, row, one)
    }
  }
  return marks
}
